import { startEmbeddedBroker } from "@pointsman/simulator/testing";
import mqtt from "mqtt";
import { describe, expect, it, onTestFinished } from "vitest";
import { askDashboard } from "../src/ask-dashboard.ts";
import { mqttConfig } from "../src/index.ts";
import { visitBroker } from "../src/mqtt/visit.ts";

async function broker() {
  const running = await startEmbeddedBroker();
  onTestFinished(() => running.stop());
  return { ...running, config: mqttConfig.parse({ url: running.url }) };
}

/** A bridge of the test's own: what it answers to a request with this transaction, one message each. */
async function answering(url: string, answers: (transaction: string) => readonly unknown[]): Promise<void> {
  const client = await mqtt.connectAsync(url, { protocolVersion: 4 });
  onTestFinished(async () => await client.endAsync());
  client.on("message", (_, payload) => {
    const { transaction } = JSON.parse(payload.toString()) as { transaction: string };
    for (const answer of answers(transaction))
      client.publish("pointsman/home/response/dashboard", typeof answer === "string" ? answer : JSON.stringify(answer));
  });
  await client.subscribeAsync("pointsman/home/request/dashboard");
}

describe("asking for a dashboard", () => {
  it("takes the answer to the own question, whatever else comes on the topic", async () => {
    const { url, config } = await broker();
    await answering(url, (transaction) => [
      "no JSON",
      "null",
      { status: "ok", transaction: "somebody else's", data: { yaml: "views: []\n" } },
      { status: "ok", transaction, data: { yaml: "views: [ours]\n" } },
    ]);
    expect(await askDashboard(config, "home")).toBe("views: [ours]\n");
  });

  it.each([
    [{ error: { code: "unreachable", message: "The core is away." } }, "unreachable", "The core is away."],
    [{ data: { yml: "" } }, "unexpected-response", "something else than a dashboard"],
  ])("%j is an error of its code", async (answer, code, message) => {
    const { url, config } = await broker();
    await answering(url, (transaction) => [{ status: "error", transaction, ...answer }]);
    const asked = askDashboard(config, "home");
    await expect(asked).rejects.toMatchObject({ code });
    await expect(asked).rejects.toThrow(message);
  });

  it("says that no bridge answers, and obeys its caller", async () => {
    const { config } = await broker();
    await expect(askDashboard(config, "home", { patienceMs: 50 })).rejects.toMatchObject({ code: "timeout" });
    await expect(askDashboard(config, "home", { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "aborted",
    });
  });
});

describe("a visit", () => {
  it("speaks what the broker speaks, under a name that tells what it is for", async () => {
    const { config } = await broker();
    const client = await visitBroker(config, "dashboard");
    onTestFinished(async () => await client.endAsync());
    expect(client.options).toMatchObject({ protocolVersion: 4 });
    expect(client.options.clientId).toMatch(/^pointsman-dashboard-/);
    expect(client.options.will).toBeUndefined();
  });

  it("of a broker that is away is one sentence without a password", async () => {
    const config = mqttConfig.parse({ url: "mqtt://127.0.0.1:1", username: "a", password: "canary" });
    const visit = visitBroker(config, "dashboard");
    await expect(visit).rejects.toMatchObject({ code: "unreachable" });
    await expect(visit).rejects.not.toThrow("canary");
  });
});
