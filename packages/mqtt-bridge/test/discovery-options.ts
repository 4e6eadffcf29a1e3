import type { DiscoveryOptions } from "../src/homeassistant/discovery.ts";
import { languages } from "../src/locales/texts.ts";
import { topicsOf } from "../src/mqtt/topics.ts";

/** How a bridge in the attic announces. */
export const atticDiscovery: DiscoveryOptions = {
  prefix: "homeassistant",
  base: "pointsman",
  instance: "attic",
  topics: topicsOf("pointsman", "attic"),
  texts: languages.en,
  maxOptions: 300,
  version: "1.2.3",
};
