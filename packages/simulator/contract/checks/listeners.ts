import { describe, expect, it } from "vitest";
import { type Bench, type TargetKind, useTarget } from "../target.ts";
import { type Answer, type Call, send } from "../wire/http.ts";
import { failure, outcome } from "./shapes.ts";

/** Reference §1.1: where a core listens besides TCP, and whom it trusts there. */
export function listenerChecks(kind: TargetKind): void {
  describe("Unix socket (§1.1)", () => {
    const core = useTarget(kind, { unixSocket: true });
    const call = (request: Call): Promise<Answer> => send(onSocket(core()), { authorization: false, ...request });

    it("asks nobody for the secret there, and everybody on TCP", async () => {
      expect((await call({ path: "/proxies" })).status).toBe(200);
      expect((await call({ path: "/proxies", authorization: "Bearer wrong" })).status).toBe(200);
      expect(outcome(await core().call({ path: "/proxies", authorization: false }))).toEqual(
        failure(401, "Unauthorized"),
      );
    });

    it("answers there as it does on TCP", async () => {
      expect((await call({ path: "/proxies/gone" })).json()).toEqual((await core().get("/proxies/gone")).json());
      expect((await call({ path: "/nowhere" })).text).toBe("404 page not found\n");
    });

    it("takes a change there that TCP shows", async () => {
      const { status } = await call({ method: "PUT", path: "/proxies/Proxy", body: '{"name":"slow"}' });
      expect(status).toBe(204);
      expect((await core().get("/group/Proxy")).json().now).toBe("slow");
    });
  });
}

function onSocket({ host, port, secret, unixPath = "" }: Bench): Parameters<typeof send>[0] {
  return { host, port, secret, socketPath: unixPath };
}
