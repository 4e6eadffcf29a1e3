import { createServer } from "node:net";
import { expect, it } from "vitest";
import { freePort, freePorts } from "./free-port.ts";

it("gives as many different ports as asked for", async () => {
  expect(new Set(await freePorts(5)).size).toBe(5);
});

it("gives a port that can be listened on at once", async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  expect(server.address()).toMatchObject({ port });
  await new Promise((resolve) => server.close(resolve));
});
