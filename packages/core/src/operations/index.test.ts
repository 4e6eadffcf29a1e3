import { describe, expect, test } from "vitest";
import { z } from "zod";
import { dangers } from "../endpoints/define.ts";
import type { OperationDef } from "./define.ts";
import { isOperationId, operations } from "./index.ts";

const all: readonly (readonly [string, OperationDef])[] = Object.entries(operations);

describe("the table of operations", () => {
  test.each(all)("%s is listed under its own id, as verb-noun or one verb", (id, operation) => {
    expect(operation.id).toBe(id);
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test.each(all)("%s has a one-line summary and a danger of the scale", (_, operation) => {
    expect(operation.summary).toMatch(/^[A-Z][^\n.]+$/);
    expect(dangers).toContain(operation.danger);
  });

  test.each(all)(
    "the input of %s is a closed JSON schema of one object with a description per field",
    (_, operation) => {
      const schema = z.toJSONSchema(operation.input, { io: "input" });
      expect(schema.type).toBe("object");
      expect(schema.additionalProperties).toBe(false);
      for (const [name, field] of Object.entries(schema.properties ?? {})) {
        if (typeof field === "object" && name !== "filter") expect(field.description, name).toMatch(/\S/);
      }
      expect(() => z.toJSONSchema(operation.output)).not.toThrow();
    },
  );

  test("knows its own ids and no inherited ones", () => {
    expect(isOperationId("select-node")).toBe(true);
    expect(isOperationId("toString")).toBe(false);
  });
});
