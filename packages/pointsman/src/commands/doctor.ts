import { controllerOptions } from "@pointsman/core/config";
import { readAppConfig } from "../config/app.ts";
import { examineApp } from "../doctor/examine-app.ts";
import { examineController } from "../doctor/examine-controller.ts";
import { examineBroker, examineTelegram } from "../doctor/examine-outlets.ts";
import { type Finding, worstOf } from "../doctor/finding.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { type AppTexts, appTexts } from "../locales/index.ts";
import type { Command } from "./command.ts";

/** Looks whether all is well, without disturbing an app that runs. Exit status 1 where something is bad. */
export const doctor: Command = async (context) => {
  const { words, flags, console, environment, signal } = context;
  if (words.length > 0) throw new UsageError("doctor takes no words; --config FILE names the config");
  const { file, config } = readAppConfig(context);
  const texts = appTexts(environment);
  const zone = config["time-zone"];
  const exams: Promise<readonly Finding[]>[] = [...controllerOptions(config).values()].map((options) =>
    examineController({ options, texts: texts.doctor, signal, now: Date.now, offsetAt: (ms) => offsetOf(ms, zone) }),
  );
  if (config.telegram !== undefined) exams.push(examineTelegram(config.telegram, { texts, signal }));
  if (config.mqtt !== undefined) exams.push(examineBroker(config.mqtt, { texts, signal }));
  const app = examineApp({
    stateDir: config["state-dir"],
    texts: texts.doctor,
    now: Date.now,
    node: process.versions.node,
  });
  const findings = [...app, ...(await Promise.all(exams)).flat()];
  const worst = worstOf(findings);
  if (console.isTerminal && flags.json !== true) await console.line(readable(findings, texts.doctor));
  else await console.document({ config: file, worst, findings });
  return worst === "bad" ? exitCodes.failed : exitCodes.done;
};

const marks = { ok: "✓", warn: "!", bad: "✗" } as const;

function readable(findings: readonly Finding[], { mend: arrow }: AppTexts["doctor"]): string {
  return findings
    .map(({ about, level, text, mend }) => {
      const line = `${marks[level]} ${about}: ${text}`;
      return mend === undefined ? line : `${line}\n    ${arrow} ${mend}`;
    })
    .join("\n");
}

/** Minutes east of Greenwich at a moment in a zone. */
function offsetOf(ms: number, zone: string | undefined): number {
  if (zone === undefined) return -new Date(ms).getTimezoneOffset();
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(ms);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
