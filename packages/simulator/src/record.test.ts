import { expect, it } from "vitest";
import { RequestRecord } from "./record.ts";

const request = (method: string, path: string) => ({ method, path, headers: {}, body: "", time: 0 });

it("finds a request that came already, and one that is still to come", async () => {
  const record = new RequestRecord();
  record.add(request("PUT", "/proxies/A?x=1"));
  expect(await record.expect({ method: "PUT", path: "/proxies/A" })).toMatchObject({ path: "/proxies/A?x=1" });
  const later = record.expect(({ method }) => method === "DELETE");
  record.add(request("DELETE", "/connections"));
  expect(await later).toMatchObject({ path: "/connections" });
});

it("rejects with what came instead", async () => {
  const record = new RequestRecord();
  record.add(request("GET", "/version"));
  await expect(record.expect({ path: "/rules" }, { timeoutMs: 1 })).rejects.toThrow(
    "no such request within 1 ms; the last that came: GET /version",
  );
});

it("filters, and forgets when cleared", () => {
  const record = new RequestRecord();
  record.add(request("GET", "/a"));
  record.add(request("PUT", "/a"));
  expect(record.filter({ path: "/a", method: "PUT" })).toHaveLength(1);
  record.clear();
  expect(record.requests).toEqual([]);
});
