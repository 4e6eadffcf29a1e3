import { z } from "zod";
import { engineOf } from "../../engines/engines.ts";
import { severities } from "../../engines/alerts/model/types.ts";
import { languages } from "../../locales/languages.ts";
import { defineOperation } from "../define.ts";
import { listOf } from "../shapes.ts";
import { alertRow } from "./alert-row.ts";

const AlertRow = z.object({
  key: z.string(),
  kind: z.string(),
  severity: z.enum(severities),
  /** Absent for what concerns the app itself. */
  controller: z.string().exactOptional(),
  /** `open`: true now. `notice`: it happened. */
  state: z.enum(["open", "recovered", "notice"]),
  /** Unix times in ms. */
  since: z.number(),
  until: z.number().exactOptional(),
  count: z.number().int(),
  flapping: z.boolean(),
  acknowledged: z.boolean(),
  mutedUntil: z.number().exactOptional(),
  /** A sentence for people. */
  text: z.string(),
  /** What the sentence is made of, by kind. */
  data: z.looseObject({}),
});

export const listAlerts = defineOperation({
  id: "list-alerts",
  danger: "none",
  summary: "List what people should know of",
  input: z.strictObject({
    language: z.enum(languages).meta({ description: "Of the sentences; default en" }).exactOptional(),
  }),
  output: listOf(AlertRow),
  async run({ controller }, { language = "en" }) {
    const alerts = engineOf(controller.engines, "alerts", "list-alerts").list();
    const own = alerts.filter((alert) => alert.controller === controller.id || alert.controller === null);
    return { rows: own.map((alert) => alertRow(alert, language)), total: own.length };
  },
});
