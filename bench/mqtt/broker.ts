import { peer, startEmbeddedBroker, startMosquitto } from "@pointsman/simulator/testing";

export interface BenchBroker {
  readonly url: string;
  readonly protocolVersion: 4 | 5;
  stop(): Promise<void>;
}

/** mosquitto where it is installed, else the embedded broker. */
export async function startBroker(config: readonly string[] = []): Promise<BenchBroker> {
  return peer("mosquitto") === undefined
    ? { ...(await startEmbeddedBroker()), protocolVersion: 4 as const }
    : { ...(await startMosquitto({ config })), protocolVersion: 5 as const };
}
