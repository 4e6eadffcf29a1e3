import { expect, test } from "vitest";
import { createFrameReader } from "./frame-reader.ts";

test("a frame is the parsed object itself", () => {
  expect(createFrameReader("traffic.stream")('{"up":1,"down":2,"new":3}\n')).toEqual({ up: 1, down: 2, new: 3 });
});

test("both shapes of a log line are read", () => {
  const read = createFrameReader("logs.stream");
  expect(read('{"type":"info","payload":"x"}')).toEqual({ type: "info", payload: "x" });
  expect(read('{"time":"10:00:00","level":"warn","message":"x","fields":[]}')).toMatchObject({ level: "warn" });
});

test("of connections only what is counted is looked at", () => {
  const read = createFrameReader("connections.stream");
  const one = {
    id: "a",
    upload: 1,
    download: 2,
    chains: ["x"],
    rule: "Match",
    metadata: { sourceIP: "1.2.3.4", host: "h" },
  };
  expect(read(JSON.stringify({ downloadTotal: 1, uploadTotal: 2, connections: [one] }))).toMatchObject({
    connections: [one],
  });
  expect(read('{"downloadTotal":1,"uploadTotal":2,"connections":null}')).toMatchObject({ connections: null });
});

test.each([
  ["{", "broken-json", 'The core "home" sent a frame of traffic.stream that is not JSON.'],
  ['{"up":"1"}', "shape", "up is a string, must be a number"],
  ["3", "shape", "the frame is a number, must be an object"],
])("%s is refused in a sentence that does not quote it", (text, reason, words) => {
  const read = createFrameReader("traffic.stream", { controller: "home" });
  expect(() => read(text)).toThrow(
    expect.objectContaining({
      code: "unexpected-response",
      reason,
      endpoint: "traffic.stream",
      message: expect.stringContaining(words),
    }),
  );
});

test("a row that is no stream has no frames", () => {
  expect(() => createFrameReader("version.get")).toThrow("version.get is not a stream.");
});
