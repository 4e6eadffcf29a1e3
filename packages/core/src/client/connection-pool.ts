import type { Address } from "./address.ts";
import { Connection, type Connector } from "./connection.ts";

/** So many unused connections are kept; more than that were for one burst. */
const maxIdle = 8;

/** The connections to one address. One carries one call at a time; the last one used is the first one used again. */
export class ConnectionPool {
  readonly #address: Address;
  readonly #connector: Connector;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();

  constructor(address: Address, connector: Connector) {
    this.#address = address;
    this.#connector = connector;
  }

  /** A connection that was idle for less than `maxIdleMs`, or a new one. */
  acquire(maxIdleMs: number): Connection {
    const last = this.#idle.at(-1);
    if (last !== undefined && performance.now() - last.idleSince < maxIdleMs) {
      this.#idle.pop();
      return last;
    }
    const connection = new Connection(this.#address, this.#connector);
    this.#all.add(connection);
    return connection;
  }

  /** Takes back a connection whose call has ended with an answer. */
  release(connection: Connection): void {
    connection.answered();
    this.#idle.push(connection);
    const surplus = this.#idle.length > maxIdle ? this.#idle.shift() : undefined;
    if (surplus !== undefined) this.discard(surplus);
  }

  /** Ends a connection whose call has failed. */
  discard(connection: Connection): void {
    this.#all.delete(connection);
    connection.destroy();
  }

  close(): void {
    for (const connection of this.#all) connection.destroy();
    this.#all.clear();
    this.#idle.length = 0;
  }
}
