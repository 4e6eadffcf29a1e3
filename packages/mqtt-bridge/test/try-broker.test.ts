import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import {
  freePort,
  makeAuthority,
  issueCertificate,
  peer,
  startEmbeddedBroker,
  startMosquitto,
} from "@pointsman/simulator/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { mqttConfig, type MqttConfigInput } from "../src/index.ts";
import { tryBroker } from "../src/mqtt/try-broker.ts";

const trial = (config: MqttConfigInput, signal?: AbortSignal) =>
  tryBroker(mqttConfig.parse(config), signal === undefined ? {} : { signal });

describe("one attempt at a broker", () => {
  test("finds the version of a broker that speaks only 3.1.1, and leaves nothing there", async () => {
    const broker = await startEmbeddedBroker();
    onTestFinished(() => broker.stop());
    expect(await trial({ url: broker.url })).toEqual({ ok: true, protocol: 4 });
    expect(await trial({ url: broker.url, protocol: 4 })).toEqual({ ok: true, protocol: 4 });
    expect([...broker.topics]).toEqual([]);
  });

  test("says that nothing listens, and ends with its signal where nobody answers", async () => {
    expect(await trial({ url: `mqtt://127.0.0.1:${await freePort()}` })).toEqual({
      ok: false,
      reason: "refused",
      problem: "nothing listens at the broker's address",
    });
    const silent = createServer();
    await once(silent.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void silent.close());
    const end = new AbortController();
    silent.once("connection", () => end.abort());
    const url = `mqtt://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    expect(await trial({ url }, end.signal)).toEqual({ ok: false, reason: "ended", problem: "the attempt was ended" });
  });

  describe.runIf(peer("mosquitto"))("on mosquitto", () => {
    test("tells a wrong password from a right one, and never says it", async () => {
      const broker = await startMosquitto({ users: { ada: "hunter2" } });
      onTestFinished(() => broker.stop());
      expect(await trial({ url: broker.url, username: "ada", password: "hunter2" })).toEqual({ ok: true, protocol: 5 });
      const wrong = await trial({ url: broker.url, username: "ada", password: "hunter3" });
      expect(wrong).toEqual({
        ok: false,
        reason: "login",
        problem: "the broker refuses the user name or the password",
      });
      expect(broker.log()).toContain("as pointsman-trial-");
    });

    test("names the key that makes a certificate trusted", async () => {
      const authority = makeAuthority("home");
      const { certificate, key } = issueCertificate(authority, { commonName: "broker", hosts: ["localhost"] });
      const broker = await startMosquitto({ tls: { certificate, key } });
      onTestFinished(() => broker.stop());
      expect(await trial({ url: broker.url })).toMatchObject({
        ok: false,
        problem: expect.stringContaining("ca-file"),
      });
      expect(await trial({ url: broker.url, tls: { ca: authority.certificate } })).toMatchObject({ ok: true });
    });
  });
});
