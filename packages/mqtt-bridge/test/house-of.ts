import { type Controller, openController, parts } from "@pointsman/core";
import { type ScenarioName, startSimulator } from "@pointsman/simulator";
import { onTestFinished } from "vitest";

/** A controller of a simulated house that was read once. Ends with the test. */
export async function houseController(
  scenario: ScenarioName,
  options: Partial<Parameters<typeof openController>[0]> = {},
) {
  const simulator = await startSimulator({ scenario });
  const controller: Controller = openController({ id: "home", url: simulator.url, timeoutMs: 60_000, ...options });
  onTestFinished(async () => {
    await controller.close();
    await simulator.stop();
  });
  await controller.observer.refresh(parts);
  return controller;
}
