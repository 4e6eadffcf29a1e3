import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { show } from "../../test/support/show.ts";
import { en } from "../locales/en/index.ts";
import { type DnsModel, dnsScreen } from "./dns.ts";

const model: DnsModel = { frame: home, mayFlush: true, mayFlushFakeIp: true, asking: false };

test("DNS can be flushed and asked", () => {
  expect(show(dnsScreen(model, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>DNS</b>

    Empty the core's DNS cache, or ask its resolver.

    [🧹 Flush DNS !primary] [🎭 Flush fake IPs !danger]
    [🔎 Look up]
    [⬅️ Back]"
  `);
});

test("who may not flush can still ask", () => {
  const text = show(dnsScreen({ ...model, mayFlush: false, mayFlushFakeIp: false }, en));
  expect(text).not.toContain("[🧹");
  expect(text).toContain(en.dns.lookup);
});

test("asking for a name can be cancelled", () => {
  expect(show(dnsScreen({ ...model, asking: true }, en))).toContain(`[${en.nav.cancel}]`);
});

test("answers are listed, ten at most, and none is said", () => {
  const answer = { type: "A", data: "192.0.2.1", ttl: 60 };
  const result = { name: "example.com", status: "NOERROR", answers: Array.from({ length: 12 }, () => answer) };
  const text = show(dnsScreen({ ...model, result }, en));
  expect(text.match(/192\.0\.2\.1/g)).toHaveLength(10);
  expect(text).toContain("and 2 more");
  const none = { name: "nowhere.invalid", status: "NXDOMAIN", answers: [] };
  expect(show(dnsScreen({ ...model, result: none }, en))).toContain(
    "<code>nowhere.invalid</code>: NXDOMAIN\n<i>no records</i>",
  );
});
