import { z } from "zod";

// Whoever reads a config loads nothing else of the bridge: what both need stands here.

/** What goes to the log's topic: nothing, what somebody should mend, or every transition. The more a level takes, the later it stands. */
export const logLevels = ["off", "warn", "info"] as const;
export type LogTopicLevel = (typeof logLevels)[number];

/** Units that Home Assistant takes for a data rate: any other, and it drops the entity. */
export const rateUnits = [
  "bit/s",
  "kbit/s",
  "Mbit/s",
  "Gbit/s",
  "B/s",
  "kB/s",
  "MB/s",
  "GB/s",
  "KiB/s",
  "MiB/s",
  "GiB/s",
] as const;
export type RateUnit = (typeof rateUnits)[number];

const tls = z.strictObject({
  ca: z.string().exactOptional().describe("Certificate authority of the broker, PEM text; usually given as ca-file."),
  cert: z.string().exactOptional().describe("Client certificate, PEM text; usually given as cert-file."),
  key: z.string().exactOptional().describe("Key of the client certificate, PEM text; usually given as key-file."),
  "server-name": z
    .string()
    .min(1)
    .exactOptional()
    .describe("Name in the broker's certificate, where it is another than the host of the address."),
  "min-version": z.enum(["TLSv1.2", "TLSv1.3"]).default("TLSv1.2").describe("Oldest TLS that is spoken."),
  insecure: z.boolean().default(false).describe("Accept any certificate of the broker."),
});

/** The `mqtt:` section. Files (`password-file`, `ca-file`) are read by the loader before this schema sees the value. */
export const mqttConfig = z.strictObject({
  url: z
    .string()
    .regex(/^(mqtts?|wss?):\/\//, "must begin with mqtt://, mqtts://, ws:// or wss://")
    .describe("Address of the broker."),
  username: z.string().exactOptional(),
  password: z.string().exactOptional(),
  tls: tls.exactOptional(),
  "base-topic": z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, dashes or underscores")
    .default("pointsman")
    .describe("First level of every topic."),
  protocol: z
    .union([z.literal(5), z.literal(4)])
    .exactOptional()
    .describe("MQTT version: 5, or 4 for 3.1.1. Found out by itself where it is not given."),
  "raw-rows": z
    .boolean()
    .default(false)
    .describe("Let request/api/<row> call the core's endpoints directly, within policy.mqtt."),
  "reply-topics": z
    .array(z.string().regex(/^[^$#/][^#]*(\/#)?$/, "must be a topic filter, such as +/reply/#"))
    .max(20)
    .default(["+/reply/#"])
    .describe("Topics that an MQTT 5 request may have its answer on; never a command's, nor Home Assistant's."),
  "log-topic": z
    .enum(logLevels)
    .default("off")
    .describe("What of the bridge's log goes to <base>/bridge/<instance>/log: off, warn or info."),
  "home-assistant": z
    .strictObject({
      discovery: z.boolean().default(true),
      prefix: z.string().min(1).default("homeassistant").describe("Discovery prefix that Home Assistant is set to."),
      language: z.enum(["en", "zh"]).default("en").describe("Language of the entities' names."),
      rules: z
        .array(z.string().min(1))
        .max(100)
        .default([])
        .describe("Rules that get a switch: fingerprint (Type,payload,target) or payload."),
      internet: z
        .record(z.string().min(1), z.string().min(1))
        .default({})
        .describe("Device → the rule that keeps it from the net; the device gets a switch."),
      "command-expiry": z
        .number()
        .int()
        .min(0)
        .max(86_400)
        .default(0)
        .describe(
          "Seconds after which a command of Home Assistant dies where the bridge is away; 0: never. Only for an MQTT integration that speaks MQTT 5: on 3.1.1 every command would fail.",
        ),
      "rate-unit": z
        .enum(rateUnits)
        .default("MB/s")
        .describe("Unit of the rates as Home Assistant first shows them; each entity can be set to another there."),
      nodes: z
        .array(z.string().min(1))
        .max(50)
        .default([])
        .describe("Nodes, by their exact names, that get entities of their own: delay, and whether they are alive."),
      "on-external-removal": z
        .enum(["respect", "reannounce"])
        .default("respect")
        .describe(
          "A device that somebody deletes in Home Assistant stays away until the next start (respect), or comes back at once.",
        ),
      "max-devices": z.number().int().min(0).max(200).default(30).describe("Most devices whose usage is shown."),
      "max-options": z.number().int().min(1).max(2000).default(300).describe("Longest list of nodes in a select."),
      groups: z
        .record(
          z.string().min(1),
          z.strictObject({
            id: z
              .string()
              .regex(/^[a-z0-9]{1,32}$/, "must be 1 to 32 small letters or digits")
              .exactOptional()
              .describe("Stands in the group's topics and ids, whatever it is called."),
            was: z
              .string()
              .min(1)
              .exactOptional()
              .describe("Its name before: the topics and entities of that name go on."),
          }),
        )
        .default({})
        .describe("Group → what keeps its topics and entities over a rename."),
      favourites: z
        .array(z.string().min(1).max(255))
        .max(100)
        .default([])
        .describe(
          "Nodes that a list has before others where it is cut: patterns with * and ?, or beginnings of names.",
        ),
    })
    .prefault({}),
});

export type MqttConfig = z.output<typeof mqttConfig>;
/** What a caller may write: defaults left out. */
export type MqttConfigInput = z.input<typeof mqttConfig>;
