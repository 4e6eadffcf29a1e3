import type { Socket } from "node:net";
import { createSecureContext } from "node:tls";
import type { buildConnector as ConnectorTypes, Dispatcher } from "undici";
import buildConnector from "undici/lib/core/connect.js";
import Client from "undici/lib/dispatcher/client.js";
import type { Address } from "./address.ts";
import { ControllerError } from "./errors.ts";
import type { TlsOptions } from "./options.ts";

/** Opens sockets to one address. The name is resolved anew for each; TLS sessions are shared. */
export type Connector = ConnectorTypes.connector;

/** `tls` in Node.js's own words, for HTTP and WebSocket alike. */
export function tlsSettings(tls: TlsOptions = {}): Record<string, unknown> {
  return {
    ...(tls.ca === undefined ? undefined : { ca: tls.ca }),
    ...(tls.cert === undefined ? undefined : { cert: tls.cert }),
    ...(tls.key === undefined ? undefined : { key: tls.key }),
    ...(tls.serverName === undefined ? undefined : { servername: tls.serverName }),
    ...(tls.insecure === true ? { rejectUnauthorized: false } : undefined),
  };
}

/**
 * `connectMs`: patience with one address where others wait; 0: the call's deadline is enough.
 * @throws ControllerError `invalid-input` for texts that are no certificate or key.
 */
export function createConnector(address: Address, tls: TlsOptions | undefined, connectMs: number): Connector {
  const { socketPath } = address;
  if (address.secure && tls !== undefined) checkTls(tls);
  return buildConnector({
    ...tlsSettings(tls),
    timeout: connectMs,
    ...(socketPath === undefined ? undefined : { socketPath }),
  });
}

/** OpenSSL would say it with every call, and not in words. */
function checkTls({ ca, cert, key }: TlsOptions): void {
  const refuse = (sentence: string): never => {
    throw new ControllerError("invalid-input", sentence);
  };
  const texts = { ca, cert, key };
  for (const [name, text] of Object.entries(texts)) {
    if (text !== undefined && !text.includes("-----BEGIN "))
      refuse(`tls ${name} is not a PEM text: it must hold a line that starts with -----BEGIN.`);
  }
  if ((cert === undefined) !== (key === undefined)) refuse("tls cert and tls key belong together: give both or none.");
  try {
    createSecureContext(tlsSettings(texts as TlsOptions));
  } catch {
    // OpenSSL's words name no option of ours.
    refuse(
      "tls ca, cert or key cannot be used: check that each is a whole PEM text and that key and cert belong together.",
    );
  }
}

/** Idle sockets go after this, well before the five seconds after which a command does not trust one. */
const keepAliveMs = 4000;

/** One socket at a time to one address, opened when it is needed. Knows whether its socket has answered before. */
export class Connection {
  /** When the last answer ended, on the monotonic clock, in ms. */
  idleSince = 0;
  #client: Client;
  #socket: Socket | undefined;
  #socketError: Error | undefined;
  #served = 0;

  constructor(address: Address, connector: Connector) {
    this.#client = new Client(address.origin, {
      connect: (options, callback) => {
        this.#served = 0;
        // undici's types leave out that a connector returns its socket; a call that ends while connecting needs it.
        this.#socket = connector(options, callback) as unknown as Socket;
        this.#socketError = undefined;
        this.#socket.on("error", (error) => {
          this.#socketError ??= error;
        });
      },
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#client.on("disconnect", () => {
      this.#served = 0;
    });
  }

  /** The present socket has answered before, so it may have died unseen meanwhile. */
  get isReused(): boolean {
    return this.#served > 0;
  }

  /** Why the present socket broke. Says more than undici's "other side closed", such as the alert of a TLS server. */
  get socketError(): Error | undefined {
    return this.#socketError;
  }

  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#client.dispatch(options, handler);
  }

  /** An answer was read to its end. */
  answered(): void {
    this.#served += 1;
    this.idleSince = performance.now();
  }

  /** Ends the socket, also one that is still being opened. */
  destroy(): void {
    void this.#client.destroy();
    this.#socket?.destroy();
  }
}
