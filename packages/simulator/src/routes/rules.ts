import { isObject } from "../go/decode.ts";
import { sendJson, sendNothing } from "../reply.ts";
import { type Exchange, invalid } from "../router/exchange.ts";
import type { Mount } from "../router/router.ts";
import { ruleJson } from "../world/traffic/rules.ts";
import { decode } from "./proxies.ts";

/** `/rules`, and `/rules/disable` where the core has it. */
export const rulesMount: Mount = {
  prefix: "/rules",
  resolve(rest, { world }) {
    if (rest === "" || rest === "/") return { GET: list };
    return rest === "/disable" && world.profile.ruleSwitches ? { PATCH: disable } : undefined;
  },
};

function list({ res, world }: Exchange): void {
  const rules = world.starting ? [] : world.house.rules;
  sendJson(res, 200, { rules: rules.map((rule, index) => ruleJson(rule, index, world.profile)) });
}

function disable({ res, world, body }: Exchange): void {
  const wanted = decode(body) ?? {};
  if (!isObject(wanted)) throw invalid();
  const entries = Object.entries(wanted).map(([key, disabled]) => {
    if (!/^[+-]?\d+$/.test(key) || typeof disabled !== "boolean") throw invalid();
    return [Number(key), disabled] as const;
  });
  for (const [index, disabled] of entries) {
    const rule = world.house.rules[index];
    if (rule !== undefined) rule.disabled = disabled;
  }
  sendNothing(res);
}
