import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { operations } from "@pointsman/core";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { eventsOfAlerts, eventTypes } from "../src/state/events.ts";

/** What Home Assistant documents of the few things that our blueprints use, and nothing else. */
const input = z.strictObject({ input: z.string() });
const template = z.string().regex(/\{[{%][^]*[%}]\}/);
const text = z.string().min(1);
const oneOf = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ [kind]: z.strictObject(shape) } as Record<Kind, z.ZodObject<Shape>>);
const filter = z.array(z.strictObject({ integration: text, domain: text.optional() })).min(1);
const selector = z.union([
  oneOf("entity", { filter }),
  oneOf("device", { filter }),
  oneOf("select", { options: z.array(text).min(1), multiple: z.boolean().optional() }),
  oneOf("text", { multiple: z.boolean().optional() }),
  oneOf("number", { min: z.number(), max: z.number(), unit_of_measurement: text.optional() }),
  oneOf("time", {}),
  oneOf("action", {}),
]);
const trigger = z.discriminatedUnion("trigger", [
  z.strictObject({ trigger: z.literal("state"), entity_id: input, not_from: text.optional() }),
  z.strictObject({ trigger: z.literal("time"), at: input }),
]);
const condition = z.strictObject({ condition: z.literal("template"), value_template: template });
const publish = z.strictObject({
  action: z.literal("mqtt.publish"),
  data: z.strictObject({ topic: text, payload: text, qos: z.union([z.literal(0), z.literal(1)]) }),
});
const notify = z.strictObject({
  device_id: input,
  domain: z.literal("mobile_app"),
  type: z.literal("notify"),
  title: template,
  message: template,
});
const repeat = z.strictObject({ repeat: z.strictObject({ for_each: template, sequence: z.array(publish).min(1) }) });
const blueprint = z.strictObject({
  blueprint: z.strictObject({
    name: text.startsWith("Pointsman - "),
    description: text,
    domain: z.literal("automation"),
    input: z.record(
      z.string().regex(/^[a-z_]+$/),
      z.strictObject({ name: text, description: text.optional(), default: z.unknown().optional(), selector }),
    ),
  }),
  mode: z.enum(["single", "queued"]),
  max: z.int().positive().optional(),
  variables: z.record(z.string(), input),
  triggers: z.array(trigger).min(1),
  conditions: z.array(condition).min(1),
  actions: z.union([input, z.array(z.union([notify, repeat])).min(1)]),
});

/** What the templates call, all of it in Home Assistant's documentation or Jinja's own. */
const functions = ["as_timestamp", "states", "now"];
const filters = ["default", "select", "list", "to_json", "float"];
const words = ["set", "in", "if", "and", "or", "not", "is", "none", "repeat.item"];

const folder = path.join(import.meta.dirname, "../../../docs/blueprints");
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

function read(file: string) {
  const customTags = [{ tag: "!input", resolve: (name: string) => ({ input: name }) }];
  const value = parse(readFileSync(path.join(folder, file), "utf8"), { customTags }) as unknown;
  return blueprint.parse(value);
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** The names of inputs that are used anywhere. */
function inputsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { input: name } = value as { readonly input?: unknown };
  return typeof name === "string" ? [name] : Object.values(value).flatMap(inputsIn);
}

/** What stands between the braces, without its strings. */
function expressionsIn(value: unknown): string[] {
  return textsOf(value).flatMap((each) =>
    [...each.matchAll(/\{[{%]([^]*?)[%}]\}(?!\})/g)].map(([, inner = ""]) => inner.replaceAll(/'[^']*'/g, "''")),
  );
}

describe.each(files)("the blueprint %s", (file) => {
  it("has nothing but what Home Assistant documents", () => {
    expect(read(file).blueprint.domain).toBe("automation");
  });

  it("asks for what it uses, and uses what it asks for", () => {
    const { blueprint: head, ...rest } = read(file);
    expect(new Set(inputsIn(rest))).toEqual(new Set(Object.keys(head.input)));
    // A variable is how a template gets at an input.
    for (const [name, value] of Object.entries(rest.variables)) {
      expect(value.input).toBe(name);
      expect(expressionsIn(rest).join(" ")).toMatch(new RegExp(String.raw`\b${name}\b`));
    }
  });

  it("calls in its templates what Home Assistant knows, on what a trigger or a variable brings", () => {
    const { variables, ...rest } = read(file);
    for (const expression of expressionsIn(rest)) {
      const called = [...expression.matchAll(/([a-z_]+)\(/g)].map(([, name = ""]) => name);
      const filtered = [...expression.matchAll(/\|\s*([a-z_]+)/g)].map(([, name = ""]) => name);
      expect([...functions, ...filters]).toEqual(expect.arrayContaining(called));
      expect(filters).toEqual(expect.arrayContaining(filtered));
      const set = [...expression.matchAll(/\bset ([a-z_]+)/g)].map(([, name = ""]) => name);
      const named = [...expression.matchAll(/(?<![.\w'])[a-z_]+(?:\.[a-z_]+)*/g)].map(([name]) => name);
      const known = [...functions, ...filters, ...words, ...Object.keys(variables), ...set, "ends"];
      for (const name of named.filter((each) => !known.includes(each)))
        expect(name).toMatch(/^trigger\.to_state\.attributes\./);
    }
  });
});

describe("the blueprints", () => {
  const event = eventsOfAlerts(
    {
      type: "raised",
      alert: {
        key: "home/node-dead/HK 01",
        kind: "node-dead",
        controller: "home",
        severity: "warning",
        data: { node: "HK 01", groups: ["Proxy"] },
        state: "open",
        since: 0,
        count: 1,
        flapping: false,
        acknowledged: false,
      },
    },
    "home",
    { language: "en" },
  )[0];

  it("read of an event what an event has", () => {
    const paths = files.flatMap((file) =>
      expressionsIn(read(file)).flatMap((expression) =>
        [...expression.matchAll(/trigger\.to_state\.attributes\.([a-z_.]+)/g)].map(([, found = ""]) => found),
      ),
    );
    expect(paths.length).toBeGreaterThan(3);
    for (const found of paths) {
      const value = found.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], event);
      expect(value, found).toBeDefined();
    }
  });

  it("wait for an event that is announced, and offer every severity", () => {
    const kinds = files.flatMap((file) =>
      textsOf(read(file)).flatMap((each) => [...each.matchAll(/== '([a-z_]+)'/g)].map(([, kind = ""]) => kind)),
    );
    expect(kinds).toEqual(["node_dead"]);
    expect(eventTypes).toEqual(expect.arrayContaining(kinds));
    const { severities } = read("alert-to-phone.yaml").blueprint.input;
    expect(severities?.selector).toMatchObject({ select: { options: ["info", "warning", "critical"] } });
  });

  it("publish on a topic that is obeyed, what its operation takes", () => {
    const { actions, blueprint: head } = read("node-dead-next-best.yaml");
    const [{ repeat: loop } = {}] = z.array(repeat).parse(actions);
    const { topic = "", payload = "" } = loop?.sequence[0]?.data ?? {};
    const [, operation = ""] = /^\{\{ controller \}\}\/request\/([a-z-]+)$/.exec(topic) ?? [];
    expect(head.input["controller"]?.default).toBe("pointsman/home");
    expect(Object.keys(operations)).toContain(operation);
    const sent = payload.replace("{{ {'group': repeat.item} | to_json }}", JSON.stringify({ group: "Proxy" }));
    const taken = operations[operation as keyof typeof operations].input.safeParse(JSON.parse(sent));
    expect(taken.success).toBe(true);
  });

  it("are all in the guide", () => {
    const guide = readFileSync(path.join(folder, "../guide/home-assistant.md"), "utf8");
    for (const file of files) expect(guide).toContain(`](../blueprints/${file})`);
  });
});
