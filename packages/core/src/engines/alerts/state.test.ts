import { expect, test } from "vitest";
import { emptyState, readState } from "./state.ts";

const record = {
  controller: "home",
  finding: { kind: "node-dead", subject: "a", data: { node: "a", groups: ["Proxy"] } },
  state: "open",
  since: 1,
  count: 1,
  acknowledged: false,
  flapping: false,
  raises: [1],
  told: "open",
  severity: "warning",
};
const state = {
  ...emptyState,
  records: [record],
  mutes: { home: 5 },
  devices: { home: { since: 1, seen: { tv: 2 } } },
};

test("what was saved comes back, without what had not held long enough", () => {
  const read = readState(JSON.parse(JSON.stringify({ ...state, records: [{ ...record, pendingSince: 7 }] })));
  expect(read).toEqual({ ...state, records: [{ ...record, pendingSince: undefined }] });
});

test("a record that is not understood is forgotten alone", () => {
  const strange = { ...record, finding: { ...record.finding, kind: "constructor" } };
  const { records, mutes } = readState({ ...state, records: [strange, { ...record, told: "x" }, 7, record] });
  expect(records).toHaveLength(1);
  expect(mutes).toEqual({ home: 5 });
});

test.each([undefined, null, "text", [], {}, { ...state, version: 2 }])("%j is no state", (saved) => {
  expect(readState(saved)).toEqual(emptyState);
});

test("a file of before versions of cores were kept is read as it is", () => {
  const { versions: _, ...older } = state;
  expect(readState(older).mutes).toEqual({ home: 5 });
  expect(readState(older).versions).toEqual({});
});
