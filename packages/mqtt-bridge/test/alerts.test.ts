import { openController } from "@pointsman/core";
import { openAlerts } from "@pointsman/core/alerts";
import { startSimulator } from "@pointsman/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { startBridge } from "../src/index.ts";
import { brokerKinds } from "./brokers.ts";
import { listen } from "./listener.ts";

describe.each(brokerKinds)("alerts on $name", ({ protocol, start }) => {
  it("reach a subscriber as one event each, with the problem on while they last, and off after", async () => {
    const simulator = await startSimulator({ scenario: "home" });
    const alerts = openAlerts({ store: { load: () => undefined, save: () => undefined }, graceMs: 0 });
    const controller = openController({ id: "home", url: simulator.url, engines: { alerts } });
    const unfollow = alerts.follow(controller);
    const broker = await start();
    const person = await listen(broker.url, ["#"], { protocolVersion: protocol });
    const bridge = startBridge({
      config: { url: broker.url, protocol },
      controllers: new Map([["home", controller]]),
      instance: "attic",
      timings: { pollMs: 200, settleMs: 20, apartMs: 20 },
    });
    onTestFinished(async () => {
      await bridge.stop();
      unfollow();
      alerts.close();
      await controller.close();
      await simulator.stop();
      await person.stop();
      await broker.stop();
    });
    // The house has troubles of its own, such as a subscription that runs out.
    const problems = (): string => person.last("pointsman/home/problem") ?? "";
    await person.hears(
      ({ topic, payload }) => topic.endsWith("_home_core/config") && payload.includes("binary_sensor_problem"),
      "the entities",
    );

    const quota = { quota: "phone", device: "Tablet", limit: 100 };
    alerts.quotas("home", [{ ...quota, used: 100 }]);
    const event = await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/event" && payload.includes('"device_quota"'),
      "the event",
    );
    expect(JSON.parse(event.payload)).toMatchObject({ data: { quota: "phone", step: 100 } });
    await expect.poll(problems).toContain("device_quota");
    expect(JSON.parse(problems())).toMatchObject({ problem: "ON" });

    alerts.quotas("home", [{ ...quota, used: 0 }]);
    await person.hears(
      ({ topic, payload }) => topic === "pointsman/home/event" && payload.includes("device_quota_over"),
      "its end",
    );
    await expect.poll(problems).not.toContain("device_quota");
  });
});
