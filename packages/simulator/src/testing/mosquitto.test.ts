import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { describe, expect, it } from "vitest";
import { issueCertificate, makeAuthority } from "./certificates.ts";
import { type Mosquitto, startMosquitto } from "./mosquitto.ts";
import { peer } from "./peers.ts";

/** MQTT 3.1.1 CONNECT by hand; answers the return code of CONNACK: 0 accepted, 5 not authorised. */
function returnCode(port: number, login?: { user: string; password: string }): Promise<number> {
  const field = (text: string): Buffer => Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]);
  const body = Buffer.concat([
    field("MQTT"),
    Buffer.from([4, login ? 0xc2 : 0x02, 0, 60]),
    field("probe"),
    ...(login ? [field(login.user), field(login.password)] : []),
  ]);
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(Buffer.concat([Buffer.from([0x10, body.length]), body])),
    );
    socket.once("data", (data) => {
      resolve(data[3] ?? -1);
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

async function withBroker(
  options: Parameters<typeof startMosquitto>[0],
  use: (broker: Mosquitto) => Promise<void>,
): Promise<void> {
  const broker = await startMosquitto(options);
  try {
    await use(broker);
  } finally {
    await broker.stop();
  }
}

describe.skipIf(!peer("mosquitto"))("mosquitto", () => {
  it("accepts anybody, survives a kill and comes back on the same port", () =>
    withBroker({}, async (broker) => {
      expect(await returnCode(broker.port)).toBe(0);
      await broker.kill();
      await expect(returnCode(broker.port)).rejects.toThrow(/ECONNREFUSED/);
      await broker.restart();
      expect(await returnCode(broker.port)).toBe(0);
    }));

  it("asks for the password of a user", () =>
    withBroker({ users: { house: "correct horse" } }, async (broker) => {
      expect(await returnCode(broker.port)).toBe(5);
      expect(await returnCode(broker.port, { user: "house", password: "wrong" })).toBe(5);
      expect(await returnCode(broker.port, { user: "house", password: "correct horse" })).toBe(0);
    }));

  it("speaks TLS with a certificate that our own authority vouches for", async () => {
    const authority = makeAuthority("Test house");
    const server = issueCertificate(authority, { commonName: "localhost", hosts: ["localhost", "127.0.0.1"] });
    await withBroker({ tls: { certificate: server.certificate, key: server.key } }, async (broker) => {
      expect(broker.url).toBe(`mqtts://localhost:${broker.port}`);
      const socket = connectTls({
        port: broker.port,
        host: "127.0.0.1",
        servername: "localhost",
        ca: authority.certificate,
      });
      await new Promise<void>((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
      expect(socket.authorized).toBe(true);
      socket.destroy();
    });
  });

  it("opens a second listener for WebSocket", () =>
    withBroker({ websockets: true }, async (broker) => {
      const socket = new WebSocket(broker.websocketUrl ?? "", "mqtt");
      await new Promise<void>((resolve, reject) => {
        socket.addEventListener("open", () => resolve());
        socket.addEventListener("error", () => reject(new Error("the handshake failed")));
      });
      expect(socket.protocol).toBe("mqtt");
      socket.close();
    }));
});
