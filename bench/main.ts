import { clientLarge, clientSmall } from "./client.ts";
import { coreBytes } from "./core-bytes.ts";
import { delay2000 } from "./delay.ts";
import { historyDay } from "./history.ts";
import { ledgerDay } from "./ledger/day.ts";
import { ledgerFrame } from "./ledger/frame.ts";
import { ledgerGrowth } from "./ledger/growth.ts";
import { ledgerQuery } from "./ledger/query.ts";
import { logs } from "./logs.ts";
import type { Measurement } from "./measure.ts";
import { connectionChanges } from "./connection-changes.ts";
import { mqttChange, mqttCommand } from "./mqtt/commands.ts";
import { mqttAnnounce } from "./mqtt/announce.ts";
import { mqttRss } from "./mqtt/app.ts";
import { mqttMany } from "./mqtt/many.ts";
import { mqttBusy, mqttIdle } from "./mqtt/messages.ts";
import { nodeRedLoad, nodeRedRequest } from "./node-red.ts";
import { nodeRedNames, nodeRedWeight } from "./node-red-editor.ts";
import { nodeRedLogs } from "./node-red-logs.ts";
import { start } from "./start.ts";
import { botChart } from "./telegram/chart.ts";
import { botLarge } from "./telegram/large.ts";
import { botPress } from "./telegram/press.ts";
import { botScreen } from "./telegram/screen.ts";
import { botStorm } from "./telegram/storm.ts";
import { botStrangers } from "./telegram/strangers.ts";
import { botUse } from "./telegram/use.ts";

// `npm run bench [-- --json] [NAME…]`: ratios against a baseline of the same run. A missed target is told, not hidden.
const benchmarks = [
  clientSmall,
  clientLarge,
  logs,
  start,
  ledgerFrame,
  ledgerGrowth,
  ledgerDay,
  ledgerQuery,
  historyDay,
  delay2000,
  coreBytes,
  connectionChanges,
  mqttCommand,
  mqttChange,
  mqttIdle,
  mqttBusy,
  mqttAnnounce,
  mqttMany,
  mqttRss,
  nodeRedRequest,
  nodeRedLoad,
  nodeRedLogs,
  nodeRedNames,
  nodeRedWeight,
  botScreen,
  botPress,
  botLarge,
  botUse,
  botStrangers,
  botChart,
  botStorm,
];
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = names.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (unknown.length > 0) {
  console.error(`unknown benchmark ${unknown.join(", ")}; there are ${benchmarks.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const results: Measurement[] = [];
for (const benchmark of benchmarks.filter(({ name }) => names.length === 0 || names.includes(name))) {
  console.error(`${benchmark.name} …`);
  results.push(await benchmark.run());
}
if (process.argv.includes("--json")) console.log(JSON.stringify(results, undefined, 2));
else console.log(table(results));

function table(rows: readonly Measurement[]): string {
  const lines = rows.map(({ name, ours, baseline, unit, ratio, target, met, note }) => {
    const figures = baseline === null ? `${round(ours)} ${unit}` : `${round(ours)} against ${round(baseline)} ${unit}`;
    return `${met ? "met   " : "MISSED"} ${name.padEnd(14)} ${ratio.toFixed(2)} × (target ${target}): ${figures}${note === undefined ? "" : `; ${note}`}`;
  });
  return lines.join("\n");
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
