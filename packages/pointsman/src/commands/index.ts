import type { Command } from "./command.ts";

/** Each command loads what it needs itself: `call` should not wait for a broker's library. */
const commands = {
  endpoints: async () => (await import("./endpoints.ts")).listEndpoints,
  operations: async () => (await import("./operations.ts")).listOperations,
  call: async () => (await import("./call.ts")).call,
  do: async () => (await import("./do.ts")).runOperation,
  watch: async () => (await import("./watch.ts")).watch,
  init: async () => (await import("./init.ts")).init,
  run: async () => (await import("./run.ts")).run,
  check: async () => (await import("./check.ts")).check,
  doctor: async () => (await import("./doctor.ts")).doctor,
  backup: async () => (await import("./backup.ts")).backup,
  restore: async () => (await import("./restore.ts")).restore,
  usage: async () => (await import("./usage.ts")).usage,
  mqtt: async () => (await import("./mqtt.ts")).mqtt,
  demo: async () => (await import("./demo.ts")).demo,
  version: async () => (await import("./version.ts")).version,
  help: async () => (await import("./help.ts")).help,
} as const satisfies Record<string, () => Promise<Command>>;

export const commandNames = Object.keys(commands);

/** Loads a command; undefined where there is none of that name. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  return Object.hasOwn(commands, name) ? await commands[name as keyof typeof commands]() : undefined;
}
