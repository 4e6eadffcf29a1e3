import { type OperationId, operations } from "@pointsman/core";
import type { CommandTopic } from "../mqtt/topics.ts";
import type { House } from "../state/house.ts";
import { BadCommand, checkSize, maxValueBytes, type Request, readRequest } from "./envelope.ts";

/** What a command topic and its payload ask for. */
export interface Intent {
  /** `describe` is the bridge's own: it tells what the operations take. */
  readonly operation: OperationId | "describe";
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
export function readIntent(topic: CommandTopic, payload: Buffer, house: House): Intent {
  switch (topic.kind) {
    case "request":
      return { operation: operationOf(topic.verb), request: readRequest(payload), answerOn: topic.verb };
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

function operationOf(verb: string): Intent["operation"] {
  if (verb === "describe") return verb;
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

function setting(target: string, item: string | undefined, payload: Buffer, house: House): Omit<Intent, "answerOn"> {
  const { value, request } = readValue(payload);
  if (target === "mode" && item === undefined)
    return { operation: "set-mode", request: { ...request, input: { mode: value } } };
  if (target === "group" && item !== undefined) {
    const group = house.groups.find(({ slug }) => slug === item);
    if (group === undefined)
      throw new BadCommand(
        "unknown-verb",
        `no group has the topic name "${item.slice(0, 64)}"; see <base>/<controller>/group/+`,
      );
    // An unknown label goes through as it is: the operation says in one sentence that the group has no such member.
    return {
      operation: "select-node",
      request: { ...request, input: { group: group.view.name, node: group.labels.nameOf(value) ?? value } },
    };
  }
  throw new BadCommand(
    "unknown-verb",
    `"set/${[target, item].filter(Boolean).join("/").slice(0, 64)}" is no setting; there are set/mode and set/group/<group>`,
  );
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
