import { describe, expect, test } from "vitest";
import { z } from "zod";
import { keysAt, schemaAt } from "./schema-walk.ts";

const schema = z
  .strictObject({
    controllers: z.record(
      z.string(),
      z.strictObject({ url: z.string(), tls: z.strictObject({ insecure: z.boolean().default(false) }).optional() }),
    ),
    users: z
      .union([z.string(), z.strictObject({ role: z.string(), groups: z.array(z.string()).optional() })])
      .optional(),
  })
  .refine(() => true);

describe("keysAt", () => {
  test("names the keys of the object at a path, through records, unions and wrappers", () => {
    expect(keysAt(schema, [])).toEqual(["controllers", "users"]);
    expect(keysAt(schema, ["controllers", "home"])).toEqual(["url", "tls"]);
    expect(keysAt(schema, ["controllers", "home", "tls"])).toEqual(["insecure"]);
    expect(keysAt(schema, ["users"])).toEqual(["role", "groups"]);
  });

  test("is empty where there is no object, or any key may stand", () => {
    expect(keysAt(schema, ["controllers"])).toEqual([]);
    expect(keysAt(schema, ["controllers", "home", "url"])).toEqual([]);
    expect(keysAt(schema, ["nothing", "here"])).toEqual([]);
  });
});

describe("schemaAt", () => {
  test("finds what stands in a list of a union's branch", () => {
    expect(schemaAt(schema, ["users", "groups", 0])?._zod.def.type).toBe("string");
  });
});
