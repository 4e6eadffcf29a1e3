import { type EmbeddedBroker, startEmbeddedBroker } from "@pointsman/simulator/testing";
import type { Part } from "./part.ts";

/** The broker that bridge and flow meet on. */
export type DemoBroker = EmbeddedBroker & Part;

export async function startBroker(): Promise<DemoBroker> {
  return { ...(await startEmbeddedBroker()), name: "broker" };
}
