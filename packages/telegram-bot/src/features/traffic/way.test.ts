import { describe, expect, test } from "vitest";
import { askedWay, hostIn } from "./way.ts";

describe("a host", () => {
  test.each([
    ["netflix.com", "netflix.com"],
    ["https://www.Netflix.com:8443/title?x#y", "www.netflix.com"],
    ["netflix.com.", "netflix.com"],
    ["1.2.3.4", "1.2.3.4"],
    ["http://1.2.3.4:80/", "1.2.3.4"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["2001:db8::1", "2001:db8::1"],
    ["例子.中国", "例子.中国"],
    ["hk 01", undefined],
    ["hk", undefined],
    ["x1.0", undefined],
    ["", undefined],
    ["a..b", undefined],
  ])("in %j is %j", (text, host) => {
    expect(hostIn(text)).toBe(host);
  });
});

describe("a question", () => {
  test.each([
    ["Which way does netflix.com go?", "netflix.com"],
    ["which way netflix.com", "netflix.com"],
    ["How does 1.1.1.1 go?", "1.1.1.1"],
    ["netflix.com 走哪里？", "netflix.com"],
    ["netflix.com怎么走", "netflix.com"],
    ["netflix.com", undefined],
    ["which way is up?", undefined],
  ])("%j asks about %j", (text, host) => {
    expect(askedWay(text)).toBe(host);
  });
});
