import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { placeholders } from "../client/path.ts";
import { compileCheck } from "../schemas/check.ts";
import { dangers } from "./define.ts";
import { endpoints, isEndpointId, rowOf, rowsById } from "./index.ts";

/** Written by hand from the list of row ids in the design, not from the table: id, method, path, kind, danger. */
const expected = `
core.hello                GET    /                                                    query   none
version.get               GET    /version                                             query   none
traffic.stream            GET    /traffic                                             stream  none
memory.stream             GET    /memory                                              stream  none
logs.stream               GET    /logs                                                stream  none
connections.stream        GET    /connections                                         stream  none
connections.list          GET    /connections                                         query   none
connections.close         DELETE /connections/{connection}                            command disruptive
connections.closeAll      DELETE /connections                                         command disruptive
configs.get               GET    /configs                                             query   none
configs.patch             PATCH  /configs                                             command disruptive
configs.replace           PUT    /configs                                             command critical
configs.updateGeo         POST   /configs/geo                                         command reversible
proxies.list              GET    /proxies                                             query   none
proxies.get               GET    /proxies/{proxy}                                     query   none
proxies.select            PUT    /proxies/{group}                                     command reversible
proxies.release           DELETE /proxies/{group}                                     command reversible
proxies.delay             GET    /proxies/{proxy}/delay                               command reversible
groups.list               GET    /group                                               query   none
groups.get                GET    /group/{group}                                       query   none
groups.release            DELETE /group/{group}                                       command reversible
groups.delay              GET    /group/{group}/delay                                 command disruptive
proxyProviders.list       GET    /providers/proxies                                   query   none
proxyProviders.get        GET    /providers/proxies/{provider}                        query   none
proxyProviders.proxy      GET    /providers/proxies/{provider}/{proxy}                query   none
proxyProviders.update     PUT    /providers/proxies/{provider}                        command disruptive
proxyProviders.check      GET    /providers/proxies/{provider}/healthcheck            command reversible
proxyProviders.delay      GET    /providers/proxies/{provider}/{proxy}/healthcheck    command reversible
ruleProviders.list        GET    /providers/rules                                     query   none
ruleProviders.update      PUT    /providers/rules/{provider}                          command reversible
rules.list                GET    /rules                                               query   none
rules.setDisabled         PATCH  /rules/disable                                       command reversible
cache.flushFakeIp         POST   /cache/fakeip/flush                                  command disruptive
cache.flushDns            POST   /cache/dns/flush                                     command reversible
dns.query                 GET    /dns/query                                           query   none
storage.get               GET    /storage/{key}                                       query   none
storage.put               PUT    /storage/{key}                                       command disruptive
storage.delete            DELETE /storage/{key}                                       command critical
core.restart              POST   /restart                                             command critical
core.upgrade              POST   /upgrade                                             command critical
core.upgradeUi            POST   /upgrade/ui                                          command disruptive
core.upgradeGeo           POST   /upgrade/geo                                         command reversible
debug.collectGarbage      PUT    /debug/gc                                            command reversible
debug.profile             GET    /debug/pprof/{profile}                               query   none
debug.vars                GET    /debug/vars                                          query   none
smart.weights             GET    /group/weights                                       query   none
smart.groupWeights        GET    /group/{group}/weights                               query   none
smart.flush               POST   /cache/smart/flush                                   command disruptive
smart.flushConfig         POST   /cache/smart/flush/{config}                          command disruptive
smart.blockConnection     DELETE /connections/smart/{connection}                      command disruptive
smart.upgradeModel        POST   /upgrade/lgbm                                        command disruptive
`
  .trim()
  .split("\n")
  .map((line) => line.split(/\s+/));

test("the table is the list that was written by hand, row for row", () => {
  const table = Array.from(rowsById, ([id, row]) => [id, row.method, row.path, row.kind, row.danger]);
  const byId = (a: string[], b: string[]) => (a[0] ?? "").localeCompare(b[0] ?? "");
  expect(table.sort(byId)).toEqual(expected.sort(byId));
});

test("no two rows have the same method, path and kind", () => {
  const keys = Array.from(rowsById.values(), (row) => `${row.method} ${row.path} ${row.kind}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test("an id is looked up, and a word that is none is told apart", () => {
  expect(rowOf("proxies.select")).toBe(endpoints.proxies.select);
  expect(isEndpointId("proxies.select")).toBe(true);
  expect(isEndpointId("proxies.toString")).toBe(false);
  expect(() => rowOf("proxies.nope" as never)).toThrow('There is no row "proxies.nope".');
});

describe.each([...rowsById])("%s", (id, row) => {
  const names = placeholders(row.path);
  const query = Object.keys(row.query?.shape ?? {});

  test("is called resource.verb", () => {
    expect(id).toMatch(/^[a-z][a-zA-Z]+\.[a-z][a-zA-Z]+$/);
  });

  test("names every placeholder once, by its role, and never as a query parameter or as body", () => {
    const all = [...names, ...query];
    expect(new Set(all).size).toBe(all.length);
    expect(all).not.toContain("body");
    expect(names).not.toContain("name");
  });

  test("is dangerous exactly when it is a command", () => {
    expect(dangers).toContain(row.danger);
    expect(row.danger === "none").toBe(row.kind !== "command");
  });

  test("has a summary of one line without a full stop", () => {
    expect(row.summary).toMatch(/^[A-Z].{4,60}[^.]$/);
  });

  test("has a deadline that one of its own parameters can be read for", () => {
    const { deadline = { ms: 1 } } = row;
    expect("ms" in deadline ? deadline.ms > 0 : query.includes(deadline.param)).toBe(true);
  });

  test("describes its answer with what can be checked in place", () => {
    const schema = row.kind === "stream" ? row.frame : row.response;
    expect(schema === undefined ? row.kind : typeof compileCheck(schema)).toBe(
      schema === undefined ? "command" : "function",
    );
  });
});

test("every row has a comment for developers right above it", () => {
  const folder = new URL(".", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const source = files.map((file) => readFileSync(new URL(file, folder), "utf8")).join("\n");
  const commented = source.match(/\*\/\n {2}\w+: \{\n {4}kind: /g) ?? [];
  expect(commented).toHaveLength(rowsById.size);
});
