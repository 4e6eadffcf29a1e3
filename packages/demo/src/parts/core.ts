import { type Controller, createClient } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import { appConfig, type AuditFile, createLogger, openAuditFile, openCores, PartStack } from "pointsman/run";
import type { DemoOptions } from "../options.ts";
import { householdConfig } from "./household.ts";
import type { Part } from "./part.ts";

export interface Core extends Part {
  readonly url: string;
  readonly secret: string | undefined;
  /** With all that the app offers: who used what, alerts, devices, scenes, curves. */
  readonly controller: Controller;
  /** What was done. */
  readonly audit: AuditFile;
  /** One line for the page. */
  readonly about: string;
}

export interface CoreStart {
  /** Where what is counted and remembered is kept. */
  readonly folder: string;
  /** Calls the start off. */
  readonly signal: AbortSignal;
  /** Told in a line each what goes wrong while it runs. */
  readonly say: (line: string) => void;
}

/** What is opened: its address, its words on the page, and what the household's config says of it. */
interface Place {
  readonly url: string;
  readonly secret: string | undefined;
  readonly what: string;
  readonly household: object;
}

const simulatedSecret = "demo";
const id = "home";

/** Opens the core that was named, or a simulated one with a household behind it. Throws `ControllerError` where it does not answer. */
export async function startCore({ controller, secret }: DemoOptions, start: CoreStart): Promise<Core> {
  if (controller !== undefined)
    return await openCore({ url: controller, secret, what: "your core", household: {} }, start);
  const simulator = await startSimulator({ scenario: "home", secret: simulatedSecret });
  try {
    const what = "a simulated core with a household behind it";
    const core = await openCore(
      { url: simulator.url, secret: simulatedSecret, what, household: householdConfig },
      start,
    );
    return {
      ...core,
      async stop() {
        await core.stop();
        await simulator.stop();
      },
    };
  } catch (error) {
    await simulator.stop();
    throw error;
  }
}

async function openCore(place: Place, { folder, signal, say }: CoreStart): Promise<Core> {
  const { url, secret, what, household } = place;
  const address = { url, ...(secret === undefined ? {} : { secret }) };
  const version = await versionOf(address, signal);
  const log = createLogger({ level: "warn", format: "text", write: say });
  const parts = new PartStack(log);
  try {
    const config = appConfig.parse({ ...household, controllers: { [id]: address } });
    const audit = openAuditFile(folder, log);
    const options = { config, stateDir: folder, log, audit: audit.write };
    const { controllers } = await openCores(options, parts);
    const controller = controllers.get(id);
    if (controller === undefined) throw new TypeError(`${id} was not opened.`);
    const about = `drives ${what} (${version}) at ${shown(url)}`;
    return { name: "core", url, secret, controller, audit, about, stop: () => parts.stop() };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

/** Asked before anything else is opened: a core that cannot be reached is one sentence, and no line of an engine's. */
async function versionOf(address: { readonly url: string; readonly secret?: string }, signal: AbortSignal) {
  await using client = createClient({ ...address, name: id });
  return (await client.version.get({}, { signal })).version;
}

/** Without what somebody may have put before the @. */
function shown(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}
