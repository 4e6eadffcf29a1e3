import { expect, test } from "vitest";
import { isControllerError } from "../../../client/errors.ts";
import { Calendar } from "./calendar.ts";
import { parseMoment } from "./moment.ts";

const now = Date.parse("2026-11-24T10:30:00Z");
const calendar = new Calendar("Asia/Shanghai");

test.each([
  ["30m", "2026-11-24T10:00:00.000Z"],
  ["12h", "2026-11-23T22:30:00.000Z"],
  ["7d", "2026-11-16T16:00:00.000Z"],
  ["2w", "2026-11-09T16:00:00.000Z"],
  ["today", "2026-11-23T16:00:00.000Z"],
  [" Yesterday ", "2026-11-22T16:00:00.000Z"],
  ["month", "2026-10-31T16:00:00.000Z"],
  ["2026-11-01", "2026-10-31T16:00:00.000Z"],
  ["2026-11-01T08:00:00Z", "2026-11-01T08:00:00.000Z"],
  ["2026-11-01T08:00:00+08:00", "2026-11-01T00:00:00.000Z"],
])("%s is a moment", (text, iso) => {
  expect(new Date(parseMoment(text, now, calendar)).toISOString()).toBe(iso);
});

test.each(["", "soon", "7", "-1d", "2026-02-30", "2026-11-01T99:00:00Z", "1y", "123456d"])(
  "%j is none, and the sentence says what is",
  (text) => {
    expect(() => parseMoment(text, now, calendar)).toThrow(
      expect.toSatisfy(
        (error) => isControllerError(error) && error.code === "invalid-input" && /7d/.test(error.message),
      ),
    );
  },
);
