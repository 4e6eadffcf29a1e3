import { z } from "zod";
import { dangers } from "../endpoints/define.ts";
import { devicesConfig } from "../engines/devices/config.ts";
import { Scene, sceneName } from "../engines/scenes/scene.ts";
import { ledgerConfig, quotasConfig } from "../engines/ledger/config.ts";
import { isTimeZone } from "../validation/time-zone.ts";

const danger = z.enum(dangers);

/** Names become topics, file names and callback data. */
const controllerId = z.string().regex(/^[a-z0-9_-]{1,32}$/, "must be 1 to 32 of a–z, 0–9, - and _");

const address = z.string().regex(/^(https?:\/\/|unix:)./, "must begin with http://, https:// or unix:");

const tls = z.strictObject({
  ca: z.string().meta({ description: "Authorities to trust, PEM; usually given as ca-file" }).exactOptional(),
  cert: z.string().meta({ description: "Own certificate, PEM; usually given as cert-file" }).exactOptional(),
  key: z.string().meta({ description: "Own key, PEM; usually given as key-file" }).exactOptional(),
  "server-name": z.string().min(1).meta({ description: "Name in the core's certificate" }).exactOptional(),
  insecure: z.boolean().meta({ description: "Accept any certificate" }).default(false),
});

const controller = z.strictObject({
  url: z
    .union([address, z.array(address).min(1)])
    .meta({ description: "Address of the core's API, or several: the first that answers" }),
  secret: z.string().meta({ description: "The core's secret; better given as secret-file or ${ENV}" }).exactOptional(),
  tls: tls.exactOptional(),
  headers: z.record(z.string(), z.string()).meta({ description: "Sent with every request" }).exactOptional(),
  policy: danger.meta({ description: "The most dangerous thing that anybody may do with this core" }).exactOptional(),
});

/**
 * Core's own keys of the config file. Each outlet exports the schema of its key, and the app puts them together:
 * `z.strictObject({ ...coreConfigShape, mqtt: mqttConfig.exactOptional() })`.
 */
export const coreConfigShape = {
  controllers: z
    .record(controllerId, controller)
    .refine((controllers) => Object.keys(controllers).length > 0, "must name at least one core")
    .meta({ description: "The cores, by a name of your own" }),
  policy: z
    .strictObject({
      telegram: danger.exactOptional(),
      mqtt: danger.exactOptional(),
      "node-red": danger.exactOptional(),
    })
    .meta({ description: "The most dangerous thing that each outlet may do; default disruptive" })
    .prefault({}),
  switching: z
    .strictObject({
      "close-connections": z.enum(["group", "none"]).default("group"),
      "follow-renames": z
        .enum(["auto", "ask", "off"])
        .meta({ description: "When a subscription renames a chosen node: choose it again, ask, or let it be" })
        .default("auto"),
      "reapply-rules": z
        .boolean()
        .meta({ description: "Switch rules off again that were off when the core reloaded" })
        .default(true),
    })
    .prefault({}),
  devices: devicesConfig.prefault({}),
  ledger: ledgerConfig.prefault({}),
  scenes: z
    .record(sceneName, Scene)
    .meta({ description: "How things should be, by a name of your own: applied all at once" })
    .exactOptional(),
  quotas: quotasConfig.prefault({}),
  log: z
    .strictObject({
      level: z.enum(["error", "warn", "info", "debug"]).default("info"),
      format: z.enum(["text", "json"]).default("text"),
    })
    .prefault({}),
  "time-zone": z.string().refine(isTimeZone, "must be the name of a time zone such as Asia/Shanghai").exactOptional(),
  "state-dir": z.string().min(1).default("./data"),
} as const;

/** Core's part of a checked config. */
export type CoreConfig = z.output<z.ZodObject<typeof coreConfigShape>>;
export type ControllerConfig = CoreConfig["controllers"][string];
