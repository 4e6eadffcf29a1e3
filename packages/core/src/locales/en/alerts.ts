import type { AlertTexts, AlertWords } from "../alert-words.ts";

const words: AlertWords = {
  "core-lost": {
    title: "Core lost",
    on: ({ data }, say) => `The core is gone. ${say.error(data.reason)}`,
    off: ({ data, since, until = since }, say) =>
      `The core is back after ${say.duration(until - since)}${data.restarted ? "; it was restarted" : ""}.`,
  },
  "core-restarted": {
    title: "Core restarted",
    on: ({ data }) => `The core was restarted${data.version === undefined ? "" : ` and runs ${data.version}`}.`,
  },
  "core-updated": {
    title: "Core updated",
    on: ({ data }) => `The core was updated from ${data.was} to ${data.now}.`,
  },
  "secret-refused": {
    title: "Secret refused",
    on: () => "The core no longer accepts our secret.",
    off: () => "The core accepts our secret again.",
  },
  "node-dead": {
    title: "Node in use dead",
    on: ({ data }, say) => `${data.node} does not answer; in use by ${say.names(data.groups)}.`,
    off: ({ data, since, until = since }, say) =>
      `${data.node} answers again or is no longer in use, after ${say.duration(until - since)}.`,
  },
  "group-dead": {
    title: "Group dead",
    on: ({ data }) =>
      data.nodes === 1
        ? `The only node of ${data.group} does not answer.`
        : `None of the ${data.nodes} nodes of ${data.group} answers.`,
    off: ({ data, since, until = since }, say) =>
      `${data.group} has a node that answers again, after ${say.duration(until - since)}.`,
  },
  "latency-high": {
    title: "Node in use slow",
    on: ({ data }) =>
      `${data.group} is slow: ${data.node} took ${data.delay} ms, and more than ${data.above} ms ${data.checks} times in a row.`,
    off: ({ data, since, until = since }, say) =>
      `${data.group} is quick enough again, after ${say.duration(until - since)}.`,
  },
  "memory-high": {
    title: "Much memory",
    on: ({ data }, say) => `The core uses ${say.bytes(data.memory)} of memory, more than ${say.bytes(data.above)}.`,
    off: ({ since, until = since }, say) => `The core uses less memory again, after ${say.duration(until - since)}.`,
  },
  "connections-many": {
    title: "Many connections",
    on: ({ data }) => `${data.connections} connections are open, more than ${data.above}.`,
    off: ({ since, until = since }, say) => `Fewer connections are open again, after ${say.duration(until - since)}.`,
  },
  "choices-changed": {
    title: "Automatic choices",
    on: ({ data }, say) =>
      `Chosen anew within ${say.duration(data.minutes * 60_000)}: ${say.names(data.groups.map(({ group, times, now }) => `${group}${now === undefined ? "" : ` → ${now}`}${times > 1 ? ` (${times}×)` : ""}`))}.`,
  },
  "provider-failed": {
    title: "Provider failed",
    on: ({ data }) => `The provider ${data.provider} could not be updated (${data.reason}).`,
    off: ({ data }) => `The provider ${data.provider} was updated again.`,
  },
  "provider-used": {
    title: "Subscription used",
    on: ({ data }, say) =>
      `${data.provider}: ${Math.floor((data.used / data.total) * 100)} % of ${say.bytes(data.total)} is used.`,
    off: ({ data }) => `${data.provider}: there is enough traffic again.`,
  },
  "provider-expires": {
    title: "Subscription expires",
    on: ({ data }, say) =>
      data.step === 0
        ? `${data.provider} has expired (${say.day(data.expiresAt)}).`
        : `${data.provider} expires within ${data.step === 1 ? "a day" : `${data.step} days`}, on ${say.day(data.expiresAt)}.`,
    off: ({ data }) => `${data.provider} was renewed.`,
  },
  "provider-runs-out": {
    title: "Subscription runs out",
    on: ({ data }, say) =>
      `${data.provider} will be used up around ${say.day(data.runsOutAt)} if it goes on like this, before ${say.day(data.resetsAt)}.`,
    off: ({ data }) => `${data.provider} will last.`,
  },
  "selection-lost": {
    title: "Selection lost",
    on: ({ data }, say) =>
      `${data.group} lost its choice ${data.was}${data.now === undefined ? "" : ` and now uses ${data.now}`}.${
        data.candidates.length === 0 ? "" : ` It may be one of these: ${say.names(data.candidates)}.`
      }`,
    off: ({ data }) => `${data.group} has a choice again.`,
  },
  "selection-followed": {
    title: "Selection followed",
    on: ({ data }, say) => {
      const followed = data.followed.map(({ group, now }) => `${group} followed to ${now}`);
      const counts = `${data.same} same, ${data.renamed} renamed, ${data.gone} gone`;
      return `${say.names(data.providers)}: ${counts}${followed.length === 0 ? "" : `; ${say.names(followed)}`}.`;
    },
  },
  "nodes-renamed": {
    title: "Nodes renamed",
    on: ({ data }, say) =>
      `${data.provider} renamed nodes: ${say.names(data.pairs.map(({ was, now }) => `${was} → ${now}`))}.`,
  },
  "rule-provider-stale": {
    title: "Rule provider stale",
    on: ({ data }, say) =>
      data.updatedAt === null
        ? `The rule provider ${data.provider} was never loaded.`
        : `The rule provider ${data.provider} was last updated on ${say.day(data.updatedAt)}.`,
    off: ({ data }) => `The rule provider ${data.provider} is up to date again.`,
  },
  "log-errors": {
    title: "Errors in the log",
    on: ({ data }) => `The core logged ${data.lines} times in ${data.minutes} minutes: ${data.text}`,
    off: ({ data }) => `The core no longer logs: ${data.text}`,
  },
  "mode-changed": {
    title: "Mode changed",
    on: ({ data }) => `Somebody changed the mode from ${data.was} to ${data.now}.`,
  },
  "settings-changed": {
    title: "Settings changed",
    on: ({ data }, say) => `Somebody changed settings of the core: ${say.names(data.keys)}.`,
  },
  "new-device": {
    title: "New device",
    on: ({ data }) => `A new device uses the core: ${deviceName(data)}.`,
  },
  "device-spike": {
    title: "Much traffic of a device",
    on: ({ data }, say) => `${deviceName(data)} moved ${say.bytes(data.bytes)} in ${data.minutes} minutes.`,
    off: ({ data }) => `${deviceName(data)} is calm again.`,
  },
  "device-quota": {
    title: "Quota of a device",
    on: ({ data }, say) =>
      `${data.device} used ${Math.floor((data.used / data.limit) * 100)} % of its quota of ${say.bytes(data.limit)} (${data.quota}).`,
    off: ({ data }) => `${data.device} is within its quota again (${data.quota}).`,
  },
  "device-quota-runs-out": {
    title: "Quota runs out",
    on: ({ data }, say) =>
      `${data.device} will use up its quota around ${say.day(data.runsOutAt)}, before it begins anew on ${say.day(data.resetsAt)} (${data.quota}).`,
    off: ({ data }) => `${data.device} will stay within its quota (${data.quota}).`,
  },
  "ledger-trouble": {
    title: "Ledger trouble",
    on: ({ data }) => `Usage cannot be recorded: ${data.message}`,
    off: () => "Usage is recorded again.",
  },
};

function deviceName({ device, name }: { readonly device: string; readonly name?: string }): string {
  return name === undefined ? device : `${name} (${device})`;
}

export const alerts: AlertTexts = {
  words,
  flapping: (sentence, times) =>
    `${sentence} This comes and goes (${times} times lately); nothing more is told until it is calm.`,
  units: {
    day: "d",
    hour: "h",
    minute: "min",
    second: "s",
    comma: ", ",
    more: (count) => ` and ${count} more`,
  },
};
