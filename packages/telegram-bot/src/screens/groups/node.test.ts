import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { type NodeModel, nodeScreen } from "./node.ts";

const model: NodeModel = {
  frame: home,
  group: { name: "Streaming", ref: "AAAAAAAA", choosable: true },
  node: {
    name: "🇯🇵 JP 02",
    ref: "CCCCCCCC",
    type: "Shadowsocks",
    delay: 88,
    udp: true,
    provider: "airport",
    current: false,
    starred: false,
  },
  page: 3,
  mayAct: true,
};

test("a node shows what is known of it and what can be done", () => {
  expect(show(nodeScreen(model, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Streaming</b>

    <code>🇯🇵 JP 02</code>

    Type: Shadowsocks
    Delay: 88 ms
    UDP: yes
    Subscription: <code>airport</code>

    [👆 Use it !primary] [⚡ Test] [⭐ Star]
    [📋 Copy name]
    [⬅️ Back] [🏠 Home] [🔄]"
  `);
});

test("the node in use cannot be used again; a group in a group can be opened", () => {
  const text = show(nodeScreen({ ...model, node: { ...model.node, current: true, opens: "EEEEEEEE" } }, en));
  expect(text).toContain("✅ in use");
  expect(text).not.toContain(en.node.use);
  expect(text).toContain(en.node.opens);
});

test("who may not switch sees neither use nor test", () => {
  const text = show(nodeScreen({ ...model, mayAct: false }, en));
  expect(text).not.toContain(en.node.use);
  expect(text).not.toContain(`[${en.node.test}]`);
});

test("a failed test and none at all are told apart", () => {
  const { delay: _, ...untested } = model.node;
  expect(show(nodeScreen({ ...model, node: { ...model.node, delay: null } }, en))).toContain(en.node.failed);
  expect(show(nodeScreen({ ...model, node: untested }, en))).toContain(en.node.untested);
});
