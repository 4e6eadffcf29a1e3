import { describe, expect, it } from "vitest";
import { type Bench, type TargetKind, useTarget } from "../target.ts";
import { postRestart, untilBack, watchLife } from "./restarting.ts";
import { outcome } from "./shapes.ts";

/** Reference §12: restart, upgrade, geo databases. */
export function maintenanceChecks(kind: TargetKind): void {
  describe("maintenance (§12)", () => {
    const core = useTarget(kind);
    geo(core);
    upgrade(core, kind);
    restart(core, kind);
  });
}

function geo(core: () => Bench): void {
  it.each(["/configs/geo", "/upgrade/geo"])(
    "answers 204 on %s when no geo database is in use, body or not",
    async (path) => {
      expect(outcome(await core().post(path))).toEqual({ status: 204, text: "" });
      expect((await core().post(path, "no json")).status).toBe(204);
    },
  );
}

function upgrade(core: () => Bench, kind: TargetKind): void {
  const words = kind.profile === "current" ? /^get latest version: / : /^get Latest Version fail: /;

  it("answers 500 with the reason when an upgrade of the core or of the pages finds no internet", async () => {
    const paths = ["/upgrade", "/upgrade?channel=ALPHA&force=true", "/upgrade/ui"];
    // Each takes some three seconds to give up.
    const [plain, chosen, pages] = await Promise.all(paths.map((path) => core().post(path)));
    for (const answer of [plain, chosen, pages]) {
      expect(answer?.status).toBe(500);
      expect(answer?.headers["content-type"]).toBe("application/json");
    }
    expect(plain?.json().message).toMatch(words);
    expect(chosen?.json().message).toMatch(words);
    expect(pages?.json().message).toMatch(/^can't download( file)?: /);
  });

  it("runs on as before after a failed upgrade", async () => {
    expect((await core().get("/proxies/fast")).status).toBe(200);
  });
}

function restart(core: () => Bench, kind: TargetKind): void {
  it("has forgotten the totals of the traffic", async () => {
    const traffic = await core().openTraffic("exact.test");
    traffic.close();
    expect((await core().get("/connections")).json().downloadTotal).toBeGreaterThan(0);
    const life = await watchLife(core());
    await postRestart(core());
    await life.over;
    await untilBack(core());
    const { downloadTotal } = (await core().get("/connections")).json();
    expect(downloadTotal).toBeLessThan(1024);
  });

  it("answers 200 before it goes, drops streams without a close frame, and is back as its file says", async () => {
    await core().put("/proxies/Proxy", { name: "slow" });
    await core().patch("/configs", { mode: "global" });
    await core().put("/storage/survivor", '"here"');
    const before = (await core().get("/proxies/shadow")).json().id;
    const stream = await core().socket("/connections?interval=50");
    await stream.next();
    const answer = await postRestart(core(), "body is ignored");
    expect(answer).toEqual({ status: "HTTP/1.1 200 OK", body: '{"status":"ok"}\n' });
    await stream.closed;
    expect(stream.frames.filter((frame) => frame.opcode !== 1)).toEqual([]);
    await untilBack(core());
    expect((await core().get("/configs")).json().mode).toBe("rule");
    // For a moment a group shows its first member: selections are read after the groups are there.
    const chosen = async (): Promise<string> => (await core().get("/group/Proxy")).json().now;
    await expect.poll(chosen).toBe("slow");
    expect((await core().get("/proxies/shadow")).json().id).not.toBe(before);
    if (kind.profile === "current") expect((await core().get("/storage/survivor")).text).toBe('"here"');
  });
}
