import { createClientOn } from "../client/client.ts";
import { ControllerError } from "../client/errors.ts";
import { createTransport } from "../client/http-transport.ts";
import { createDelayEngine } from "../engines/delay/delay-engine.ts";
import { sendThrough } from "../engines/delay/send-test.ts";
import { createObserver } from "../observer/observer.ts";
import { createRowCaller } from "../operations/call-row.ts";
import { createRunner } from "../operations/runner.ts";
import { createControllerStreams } from "../streams/controller-streams.ts";
import { createCapabilities } from "./capabilities.ts";
import type { Controller, ControllerOptions, Switching } from "./types.ts";

const defaultSwitching: Switching = { closeConnections: "group", followRenames: "auto", reapplyRules: true };

/**
 * Opens one controller. Nothing is sent before somebody asks, so an address where nobody answers is no error here.
 * @throws ControllerError `invalid-input` for an id, an address, a secret or a header that cannot be used.
 * @example await using controller = openController({ id: "home", url: "http://127.0.0.1:9090", secret });
 */
export function openController(options: ControllerOptions): Controller {
  const { id = "default", policy, audit, engines = {} } = options;
  if (!/^[a-z0-9_-]{1,32}$/.test(id)) {
    const sentence = `A controller's id has 1 to 32 of a–z, 0–9, _ and -; ${JSON.stringify(id)} does not.`;
    throw new ControllerError("invalid-input", sentence);
  }
  const name = options.name ?? id;
  const transport = createTransport({ ...options, name });
  const client = createClientOn(transport, { ...options, name });
  const streams = createControllerStreams({ transport, name });
  const capabilities = createCapabilities({ transport, client, name });
  const observer = createObserver({
    transport,
    streams,
    name,
    timeoutMs: options.timeoutMs,
    onNewLife: () => capabilities.renew(),
  });
  const switching = { ...defaultSwitching, ...options.switching };
  const delays = createDelayEngine(sendThrough(client));
  const core = { id, client, streams, observer, capabilities, delays, switching, engines };
  const runner = createRunner({ controller: core, policy, audit });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      observer.close();
      streams.close();
      capabilities.close();
      await transport.close();
    })();
    return closing;
  };
  return {
    ...core,
    policy: policy ?? {},
    get clockSkewMs() {
      return transport.clockSkewMs;
    },
    call: createRowCaller({ id, client, policy, audit }),
    run: (operation, input, runOptions) => runner.run(operation, input, runOptions),
    close,
    [Symbol.asyncDispose]: close,
  };
}
