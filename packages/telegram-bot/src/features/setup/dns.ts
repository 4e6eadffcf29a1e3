import type { Handlers, PressContext, PressResult } from "../press.ts";

/** `example.com`, `example.com AAAA`, or a whole address pasted from a browser. */
function question(text: string): { name: string; type?: string } {
  const [first = "", type] = text.trim().split(/\s+/);
  const name = first.replace(/^[a-z]+:\/\//i, "").replace(/[/?#:].*$/, "");
  return { name: name === "" ? first : name, ...(type === undefined ? {} : { type: type.toUpperCase() }) };
}

/** Asks the controller's resolver and shows the answers. Throws `ControllerError`. */
export async function lookUp({ session, controller, actor }: PressContext, text: string): Promise<PressResult> {
  const lookup = await controller.run("query-dns", question(text), { actor, signal: session.signal });
  session.update({ lookup });
  return { route: { at: "dns", asking: false } };
}

async function flushFakeIp({ session, controller, actor, t }: PressContext): Promise<PressResult> {
  const { tookMs } = await controller.run("flush-fake-ip", {}, { actor, signal: session.signal });
  const text = t.dns.fakeIpFlushed(Math.round(tookMs));
  return { route: { at: "dns", asking: false }, toast: text, notice: { kind: "done", text } };
}

export const dns: Pick<Handlers, "flushDns" | "flushFakeIp" | "lookup"> = {
  async flushDns({ session, controller, actor, t }) {
    const { tookMs } = await controller.run("flush-dns", {}, { actor, signal: session.signal });
    const text = t.dns.flushed(Math.round(tookMs));
    return { route: { at: "dns", asking: false }, toast: text, notice: { kind: "done", text } };
  },

  flushFakeIp({ session, controller, questions, t }) {
    const asked = questions.ask(session.state.person.id, { controller, run: flushFakeIp });
    return { route: { at: "confirm", question: asked, text: t.confirm.flushFakeIp, back: { do: "dns" } } };
  },

  lookup: () => ({ route: { at: "dns", asking: true } }),
};
