import { type Controller, openController } from "@pointsman/core";
import { startSimulator } from "@pointsman/simulator";
import type { DemoOptions } from "../options.ts";
import type { Part } from "./part.ts";

export interface Core extends Part {
  readonly url: string;
  readonly secret: string | undefined;
  readonly controller: Controller;
  /** One line for the page. */
  readonly about: string;
}

const simulatedSecret = "demo";

/** Opens the core that was named, or a simulated one with a household behind it. Throws `ControllerError` where it does not answer. */
export async function startCore(options: DemoOptions, signal: AbortSignal): Promise<Core> {
  if (options.controller !== undefined) return openCore(options.controller, options.secret, "your core", signal);
  const simulator = await startSimulator({ scenario: "home", secret: simulatedSecret });
  try {
    const core = await openCore(simulator.url, simulatedSecret, "a simulated core with a household behind it", signal);
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

async function openCore(url: string, secret: string | undefined, what: string, signal: AbortSignal): Promise<Core> {
  const controller = openController({ id: "home", url, ...(secret === undefined ? {} : { secret }) });
  try {
    const { version } = await controller.client.version.get({}, { signal });
    const stop = (): Promise<void> => controller.close();
    return { name: "core", url, secret, controller, about: `drives ${what} (${version}) at ${shown(url)}`, stop };
  } catch (error) {
    await controller.close();
    throw error;
  }
}

/** Without what somebody may have put before the @. */
function shown(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}
