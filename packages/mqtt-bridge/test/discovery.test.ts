import { expect, it } from "vitest";
import {
  bridgeDiscovery,
  controllerDiscovery,
  type DiscoveryOptions,
  discoveryMessage,
} from "../src/homeassistant/discovery.ts";
import { languages } from "../src/locales/texts.ts";
import { type House, type HouseContext, houseOf } from "../src/house/house.ts";
import { atticDiscovery } from "./discovery-options.ts";
import { discoveryPayload, discoveryTopic } from "./home-assistant-schema.ts";
import { houseController } from "./house-of.ts";
import { richContext } from "./rich-context.ts";

const optionsIn = (language: keyof typeof languages): DiscoveryOptions => ({
  ...atticDiscovery,
  texts: languages[language],
});

async function houseIn(
  scenario: Parameters<typeof houseController>[0],
  context: HouseContext = richContext,
): Promise<House> {
  const { observer } = await houseController(scenario);
  return houseOf("home", observer.snapshot, context);
}

/** Every payload as Home Assistant gets it, by its topic. */
function payloadsOf(house: House, language: keyof typeof languages = "en"): [string, unknown][] {
  const options = optionsIn(language);
  const parts = [bridgeDiscovery(options), ...controllerDiscovery(options, house)];
  const messages = parts.map((part) => discoveryMessage(part, new Map()));
  return messages.map(({ topic, payload }) => [topic, JSON.parse(payload)]);
}

it.each(["home", "many", "hostile", "empty"] as const)(
  "the discovery of the %s house has only what Home Assistant takes, and gives each entity an id and each key a topic of its own",
  async (scenario) => {
    const house = await houseIn(scenario);
    for (const language of ["en", "zh"] as const) {
      const payloads = payloadsOf(house, language).map(([topic, payload]) => {
        discoveryTopic.parse(topic);
        expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThanOrEqual(200_000);
        return discoveryPayload.parse(payload);
      });
      const entities = payloads.flatMap(({ components }) => Object.entries(components));
      const ids = entities.map(([, { p, unique_id }]) => `${p} ${unique_id}`);
      expect(new Set(ids).size).toBe(entities.length);
      const bridgeAndCore = new Set([
        "binary_sensor_connected",
        "binary_sensor_problem",
        "sensor_started",
        "sensor_version",
      ]);
      const keys = entities.map(([key]) => key).filter((key) => !bridgeAndCore.has(key));
      expect(new Set(keys).size).toBe(keys.length);
    }
  },
);

it("a policy that allows only looking leaves nothing of the core to press, to set or to choose", async () => {
  const house = await houseIn("home", { ...richContext, may: () => false });
  const commanded = payloadsOf(house).flatMap(([, payload]) =>
    Object.entries(discoveryPayload.parse(payload).components).filter(([, component]) => "command_topic" in component),
  );
  // They touch no core: what the bridge says, and whether it does.
  expect(commanded.map(([key]) => key)).toEqual(["button_rediscover", "button_purge", "select_log_topic"]);
});

// The ids live in other people's dashboards, automations and databases: a change here breaks every one of them.
it("the ids, keys and topics of the home house stay as they are", async () => {
  const lines = payloadsOf(await houseIn("home")).flatMap(([topic, payload]) => {
    const { device, components } = discoveryPayload.parse(payload);
    return [
      `${topic} ${device.identifiers.join()} via ${device.via_device ?? "nothing"}`,
      ...Object.entries(components).map(([key, component]) => {
        const topics = Object.entries(component).flatMap(([option, value]) =>
          option.endsWith("_topic") && typeof value === "string" ? [`${option}=${value}`] : [],
        );
        return `  ${key} ${component.unique_id} ${component.default_entity_id} ${topics.join(" ")}`;
      }),
    ];
  });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("golden/home.txt");
});
