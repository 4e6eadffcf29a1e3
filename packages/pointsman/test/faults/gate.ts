import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Stands between app and core. Frozen it is a link that is dead though nobody has hung up: everything is taken, nothing comes. */
export interface Gate extends AsyncDisposable {
  readonly url: string;
  /** Connections that the app has open now. */
  readonly open: number;
  /** From now on nothing passes, also not on connections that are made meanwhile. Nobody is hung up on. */
  freeze(): void;
  /** New connections pass. Those from before stay dead, as after a router that forgot them. */
  thaw(): void;
}

export async function openGate(port: number): Promise<Gate> {
  const clients = new Set<Socket>();
  const cores = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((client) => {
    clients.add(client);
    client.on("error", () => {}).on("close", () => clients.delete(client));
    if (isFrozen) {
      client.resume();
      return;
    }
    const core = connect(port, "127.0.0.1");
    cores.add(core);
    core.on("error", () => client.destroy()).on("close", () => cores.delete(core));
    client.on("close", () => core.destroy());
    client.pipe(core);
    core.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get open() {
      return clients.size;
    },
    freeze() {
      isFrozen = true;
      for (const client of clients) client.unpipe().resume();
      for (const core of cores) core.unpipe().resume();
    },
    thaw() {
      isFrozen = false;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of [...clients, ...cores]) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
