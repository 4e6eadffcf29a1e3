import { bytesOf } from "../text/cells.ts";
import { actionSpecs, type Action, type ActionName } from "./actions.ts";
import type { Field } from "./field.ts";

/** First character of all data; another layout gets another one, so that old buttons are recognised as old. */
const version = "1";

/** Telegram's limit. The longest layout here is 60 bytes. */
export const maxDataBytes = 64;

export interface Press {
  /** `controllerRef` of the controller that the message was drawn for. */
  readonly controller: string;
  readonly action: Action;
}

type AnyField = Field<unknown>;
const byCode = new Map<string, ActionName>(
  Object.entries(actionSpecs).map(([name, spec]) => [spec.code, name as ActionName]),
);

function fieldsOf(name: ActionName): [string, AnyField][] {
  return Object.entries(actionSpecs[name].fields) as [string, AnyField][];
}

/** Callback data of a button. Throws where it would be longer than Telegram takes: that is a bug of the layout. */
export function encodePress({ controller, action }: Press): string {
  const values = action as Readonly<Record<string, unknown>>;
  const parts = fieldsOf(action.do)
    .filter(([key, field]) => field.optional !== true || values[key] !== undefined)
    .map(([key, field]) => field.encode(values[key]));
  const data = [version, controller, actionSpecs[action.do].code, ...parts].join(":");
  if (bytesOf(data) > maxDataBytes)
    throw new RangeError(`callback data of ${action.do} is longer than ${maxDataBytes} bytes`);
  return data;
}

/** What a press asks for; undefined for data of another version or of no version at all: anybody can send any bytes. */
export function decodePress(data: string): Press | undefined {
  const [head, controller, code, ...parts] = data.split(":");
  if (head !== version || controller === undefined || !/^[A-Za-z0-9_-]{4}$/.test(controller)) return undefined;
  const name = byCode.get(code ?? "");
  if (name === undefined) return undefined;
  const fields = fieldsOf(name);
  const given = fields.slice(0, parts.length);
  if (given.length !== parts.length || fields.slice(parts.length).some(([, { optional }]) => optional !== true))
    return undefined;
  const action: Record<string, unknown> = { do: name };
  for (const [index, [key, field]] of given.entries()) {
    const value = field.decode(parts[index] ?? "");
    if (value === undefined) return undefined;
    action[key] = value;
  }
  return { controller, action: action as Action };
}
