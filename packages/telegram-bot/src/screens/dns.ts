import type { Locale } from "../locales/index.ts";
import { html } from "../text/html.ts";
import { unlinked } from "../text/name.ts";
import { type Button, buttonsFor } from "./kit/keyboard.ts";
import { codeName, type Frame, layout, outsideText, type Screen } from "./kit/layout.ts";

const shownAnswers = 10;

export interface LookupResult {
  readonly name: string;
  /** `NOERROR`, `NXDOMAIN` … */
  readonly status: string;
  readonly answers: readonly { readonly type: string; readonly data: string; readonly ttl: number }[];
}

export interface DnsModel {
  readonly frame: Frame;
  readonly mayFlush: boolean;
  readonly mayFlushFakeIp: boolean;
  /** The person is asked for a name. */
  readonly asking: boolean;
  readonly result?: LookupResult;
}

/** Flush and look up. */
export function dnsScreen(model: DnsModel, t: Locale): Screen {
  const { press } = buttonsFor(model.frame.controller.ref);
  const flush: Button[] = [];
  if (model.mayFlush) flush.push(press(t.dns.flush, { do: "flushDns" }, "primary"));
  if (model.mayFlushFakeIp) flush.push(press(t.dns.flushFakeIp, { do: "flushFakeIp" }, "danger"));
  const { result } = model;
  const answers = result?.answers
    .slice(0, shownAnswers)
    .map((answer) => html`${answer.type} ${codeName(answer.data, 60)} · ${answer.ttl} s`);
  return layout(model.frame, t, {
    title: t.dns.title,
    body: model.asking
      ? [html`${unlinked(t.dns.ask)}`]
      : [
          result === undefined
            ? html`${t.dns.text}`
            : html`${codeName(result.name, 60)}${t.colon}${unlinked(outsideText(result.status, 24))}`,
          ...(answers ?? []),
          result !== undefined && result.answers.length === 0 ? html`<i>${t.dns.noAnswer}</i>` : undefined,
          result !== undefined && result.answers.length > shownAnswers
            ? html`<i>${t.dns.more(result.answers.length - shownAnswers)}</i>`
            : undefined,
        ],
    rows: model.asking ? [[press(t.nav.cancel, { do: "dns" })]] : [flush, [press(t.dns.lookup, { do: "lookup" })]],
    ...(model.asking ? {} : { back: { do: "home" } as const }),
  });
}
