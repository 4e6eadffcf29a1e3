import { isOperationId, type OperationId, operations } from "@pointsman/core";
import type { CommandTopic } from "../mqtt/topics.ts";
import { automatic } from "../names/labels.ts";
import type { House } from "../house/house.ts";
import { isRowVerb, readRowVerb, type RowVerb } from "./rows.ts";
import { soleArgument } from "./describe.ts";
import { BadCommand, checkSize, maxValueBytes, type Request, readRequest, readRequestOr } from "./envelope.ts";

/** What may be asked for beside operations. */
export interface IntentOptions {
  /** Whether rows may be called by `request/api/…`. */
  readonly rawRows: boolean;
}

/** What a command topic and its payload ask for. */
export interface Intent {
  /** A row, or the bridge's own: `describe` tells what the operations take, `dashboard` makes one for Home Assistant. */
  readonly operation: OperationId | RowVerb | "describe" | "dashboard";
  readonly request: Request;
  /** Last part of the response topic: the verb, or `set` for entity commands. */
  readonly answerOn: string;
}

/** Operations without an input of their own, which a button may press. */
const buttons = [
  "flush-dns",
  "flush-fake-ip",
  "collect-garbage",
  "update-all-providers",
] as const satisfies readonly OperationId[];

/** Reads a command; throws `BadCommand` with what to mend. Whether it is allowed is for the policy to say. */
export function readIntent(topic: CommandTopic, payload: Buffer, house: House, options: IntentOptions): Intent {
  switch (topic.kind) {
    case "request": {
      const operation = operationOf(topic.verb, options);
      const argument = isOperationId(operation) ? soleArgument(operation) : undefined;
      return { operation, request: readRequestOr(payload, argument), answerOn: topic.verb };
    }
    case "command":
      return {
        operation: buttonOf(topic.verb),
        request: { transaction: undefined, timeoutMs: undefined, input: {} },
        answerOn: "set",
      };
    case "set":
      return { ...setting(topic.target, topic.item, payload, house), answerOn: "set" };
  }
}

function operationOf(verb: string, { rawRows }: IntentOptions): Intent["operation"] {
  if (isRowVerb(verb)) {
    if (rawRows) return readRowVerb(verb);
    throw new BadCommand("unknown-verb", "rows are off on MQTT: set mqtt.raw-rows, or ask for an operation");
  }
  if (verb === "describe" || verb === "dashboard") return verb;
  if (Object.hasOwn(operations, verb)) return verb as OperationId;
  throw new BadCommand("unknown-verb", `there is no operation "${verb.slice(0, 64)}"; request/describe lists them`);
}

function buttonOf(verb: string): OperationId {
  const button = buttons.find((id) => id === verb);
  if (button !== undefined) return button;
  throw new BadCommand(
    "unknown-verb",
    `there is no button "${verb.slice(0, 64)}"; use request/<operation> for what needs an input`,
  );
}

type Setting = Omit<Intent, "answerOn">;

/** Switches of the core, by their topic name. */
const switches = {
  tun: "tun",
  allow_lan: "allow-lan",
  ipv6: "ipv6",
  sniffing: "sniffing",
  tcp_concurrent: "tcp-concurrent",
} as const;

function setting(target: string, item: string | undefined, payload: Buffer, house: House): Setting {
  const { value, request } = readValue(payload);
  const of = (operation: OperationId, input: Record<string, unknown>): Setting => ({
    operation,
    request: { ...request, input },
  });
  if (item === undefined) {
    if (target === "mode") return of("set-mode", { mode: value });
    if (target === "log_level") return of("set-log-level", { level: value });
    if (target === "tun") return of("set-tun", { enable: isOn(value) });
    if (target === "allow_lan") return of("set-allow-lan", { enable: isOn(value) });
    if (Object.hasOwn(switches, target))
      return of("patch-config", { patch: { [switches[target as keyof typeof switches]]: isOn(value) } });
  } else if (target === "rule") {
    const rule = house.rules.find(({ slug }) => slug === item);
    if (rule === undefined)
      throw new BadCommand(
        "unknown-verb",
        `no rule has the topic name "${item.slice(0, 64)}": name it under mqtt.home-assistant.rules`,
      );
    return of("set-rule-enabled", { rule: rule.fingerprint, enabled: isOn(value) });
  } else if (target === "group" || target === "pin" || target === "node") {
    const group = house.groups.find(({ slug }) => slug === item);
    if (group === undefined)
      throw new BadCommand(
        "unknown-verb",
        `no group has the topic name "${item.slice(0, 64)}"; see <base>/<controller>/group/+`,
      );
    if (!(target === "group" || group.pin === undefined) && value === automatic)
      return of("release-node", { group: group.view.name });
    const match = target === "node" ? { match: "unique" } : {};
    // An unknown label goes through as it is: the operation says in one sentence that the group has no such member.
    return of("select-node", { group: group.view.name, node: group.labels.nameOf(value) ?? value, ...match });
  }
  throw new BadCommand(
    "unknown-verb",
    `"set/${[target, item].filter(Boolean).join("/").slice(0, 64)}" is no setting; the list is in the bridge's documentation`,
  );
}

function isOn(value: string): boolean {
  if (value === "ON" || value === "OFF") return value === "ON";
  throw new BadCommand("malformed", `"${value.slice(0, 64)}" is neither ON nor OFF`);
}

/** A plain label, or `{"name": …, "transaction": …}`. A label may itself begin with a brace: then it does not parse. */
function readValue(payload: Buffer): { value: string; request: Request } {
  const empty: Request = { transaction: undefined, timeoutMs: undefined, input: {} };
  const text = payload.toString("utf8");
  checkSize(payload, maxValueBytes);
  if (text === "") throw new BadCommand("malformed", "the payload is empty; send the value to set");
  if (!text.startsWith("{")) return { value: text, request: empty };
  try {
    const request = readRequest(payload);
    const { name } = request.input;
    return typeof name === "string" ? { value: name, request } : { value: text, request: empty };
  } catch {
    return { value: text, request: empty };
  }
}
