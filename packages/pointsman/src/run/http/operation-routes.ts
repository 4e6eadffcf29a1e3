import {
  type Controller,
  ControllerError,
  type OperationId,
  type OperationInput,
  type OperationOutput,
  operations,
} from "@pointsman/core";
import type { UsageDimension } from "@pointsman/core/ledger";
import { z } from "zod";
import { usageCsv } from "../../usage/usage-text.ts";
import { json, type Reply } from "./reply.ts";
import type { Route } from "./server.ts";

type Controllers = ReadonlyMap<string, Controller>;

/** What is not the operation's: which controller, and how it is written. */
const ownKeys = ["controller", "format"] as const;

const actor = { outlet: "app", id: "http", role: "viewer" } as const;

/** A query operation under a path: the URL's query holds its input, and `controller` where there are several. */
export function operationRoute(id: OperationId, controllers: Controllers): Route {
  return {
    secrecy: "household",
    answer: async (query) => {
      formatOf(query, ["json"]);
      return json(200, await answer(id, controllers, query));
    },
  };
}

/** `get-usage`, also as CSV. */
export function usageRoute(controllers: Controllers): Route {
  return {
    secrecy: "household",
    answer: async (query): Promise<Reply> => {
      const format = formatOf(query, ["json", "csv"]);
      const usage = await answer("get-usage", controllers, withDefault(query, "by", "device"));
      if (format === "json") return json(200, usage);
      const by = (query.get("by") ?? "device") as UsageDimension;
      return { status: 200, type: "text/csv; charset=utf-8", body: `${usageCsv(by, usage)}\r\n` };
    },
  };
}

/** `list-alerts`, of all controllers where none is named. */
export function alertsRoute(controllers: Controllers): Route {
  return {
    secrecy: "household",
    answer: async (query) => {
      formatOf(query, ["json"]);
      const asked = [...controllers.keys()].map((id) => withDefault(query, "controller", id));
      const lists = await Promise.all(
        (query.has("controller") ? [query] : asked).map((each) => answer("list-alerts", controllers, each)),
      );
      // What concerns the app itself stands in each of them.
      const rows = [...new Map(lists.flatMap((list) => list.rows).map((row) => [row.key, row])).values()];
      return json(200, { rows, total: rows.length });
    },
  };
}

async function answer<Id extends OperationId>(
  id: Id,
  controllers: Controllers,
  query: URLSearchParams,
): Promise<OperationOutput<Id>> {
  const controller = controllerOf(query, controllers);
  // The runner checks the input and names what is wrong with it.
  return await controller.run(id, inputOf(id, query) as OperationInput<Id>, { actor });
}

function controllerOf(query: URLSearchParams, controllers: Controllers): Controller {
  const ids = [...controllers.keys()].join(", ");
  const wanted = query.get("controller");
  const [only, ...others] = controllers.values();
  if (wanted === null) {
    if (only !== undefined && others.length === 0) return only;
    throw new ControllerError("invalid-input", `Several controllers are here: add controller=…, one of ${ids}.`);
  }
  const controller = controllers.get(wanted);
  if (controller !== undefined) return controller;
  throw new ControllerError("not-found", `There is no controller of this name; there are ${ids}.`);
}

/** Texts of a URL as the values that the operation's schema asks for. */
function inputOf(id: OperationId, query: URLSearchParams): Record<string, unknown> {
  const { properties = {} } = z.toJSONSchema(operations[id].input, { io: "input", unrepresentable: "any" });
  const entries = [...query].filter(([key]) => !ownKeys.some((own) => own === key));
  return Object.fromEntries(entries.map(([key, text]) => [key, valueOf(text, properties[key])]));
}

function valueOf(text: string, property: unknown): unknown {
  const type = typeof property === "object" && property !== null && "type" in property ? property.type : undefined;
  if ((type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

function formatOf<Format extends string>(query: URLSearchParams, formats: readonly Format[]): Format | undefined {
  const wanted = query.get("format") ?? "json";
  const format = formats.find((each) => each === wanted);
  if (format !== undefined) return format;
  throw new ControllerError("invalid-input", `format must be one of ${formats.join(", ")}.`);
}

function withDefault(query: URLSearchParams, key: string, value: string): URLSearchParams {
  const copy = new URLSearchParams(query);
  if (!copy.has(key)) copy.set(key, value);
  return copy;
}
