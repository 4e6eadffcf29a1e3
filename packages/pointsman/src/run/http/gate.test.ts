import { describe, expect, test } from "vitest";
import { type Caller, refusalOf, type Secrecy } from "./gate.ts";

const token = "correct-horse-battery";
const here: Caller = { method: "GET", host: "127.0.0.1:9797", authorization: undefined, peer: "127.0.0.1" };
const status = (caller: Partial<Caller>, secrecy: Secrecy, configured: string | undefined): number | undefined =>
  refusalOf({ ...here, ...caller }, secrecy, configured)?.status;

describe("refusalOf", () => {
  test.each<[string, Partial<Caller>, (number | undefined)[]]>([
    ["this machine", {}, [undefined, 401, 401]],
    ["this machine by its local name", { host: "localhost" }, [undefined, 401, 401]],
    ["another machine", { peer: "192.168.1.9", host: "192.168.1.2:9797" }, [401, 401, 401]],
    [
      "another machine with the token",
      { peer: "192.168.1.9", authorization: `Bearer ${token}` },
      [undefined, undefined, undefined],
    ],
    [
      "a name with the token",
      { host: "pi.lan:9797", authorization: `bearer ${token}` },
      [undefined, undefined, undefined],
    ],
    ["a wrong token", { authorization: `Bearer ${token}x` }, [undefined, 401, 401]],
    ["another scheme", { authorization: `Basic ${token}` }, [undefined, 401, 401]],
    ["a rebound name", { host: "evil.example" }, [403, 403, 403]],
    ["no host at all", { host: undefined }, [403, 403, 403]],
  ])("where a token is configured: %s", (_, caller, expected) => {
    expect((["health", "figures", "household"] as const).map((secrecy) => status(caller, secrecy, token))).toEqual(
      expected,
    );
  });

  test("without a configured token this machine gets the figures, and nobody what the household did", () => {
    expect((["health", "figures", "household"] as const).map((secrecy) => status({}, secrecy, undefined))).toEqual([
      undefined,
      undefined,
      403,
    ]);
    expect(status({ authorization: "Bearer " }, "household", undefined)).toBe(403);
    expect(status({ host: "evil.example" }, "figures", undefined)).toBe(403);
  });

  test.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])("%s changes nothing here, token or not", (method) => {
    expect(status({ method, authorization: `Bearer ${token}` }, "health", token)).toBe(405);
  });
});
