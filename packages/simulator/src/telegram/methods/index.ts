import { callbackMethods } from "./callbacks.ts";
import { chatMethods } from "./chats.ts";
import { commandMethods } from "./commands.ts";
import { editingMethods } from "./editing.ts";
import { messageMethods } from "./messages.ts";
import type { Method } from "./method.ts";
import { profileMethods } from "./profile.ts";
import { sendingMethods } from "./sending.ts";
import { updateMethods } from "./updates.ts";

const methods = {
  ...profileMethods,
  ...updateMethods,
  ...sendingMethods,
  ...editingMethods,
  ...messageMethods,
  ...callbackMethods,
  ...commandMethods,
  ...chatMethods,
};

/** A method that this server has, as documented. */
export type MethodName = keyof typeof methods;

const byLowerName = new Map<string, { name: MethodName; run: Method }>(
  (Object.keys(methods) as MethodName[]).map((name) => [name.toLowerCase(), { name, run: methods[name] }]),
);

/** Finds a method; the server does not care about upper and lower case. */
export function findMethod(name: string): { name: MethodName; run: Method } | undefined {
  return byLowerName.get(name.toLowerCase());
}
