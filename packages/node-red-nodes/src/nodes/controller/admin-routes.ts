import { performance } from "node:perf_hooks";
import { type LiveKind, liveKinds } from "../../catalog/action.ts";
import { variableIn } from "../../catalog/stored-text.ts";
import { FlowError, toFlowError } from "../../runtime/flow-error.ts";
import { createHub } from "../../runtime/hub.ts";
import { loadCore } from "../../runtime/load-core.ts";
import type { AdminRequest, AdminResponse, Red } from "../../runtime/red.ts";
import { findController } from "./live-controllers.ts";
import { liveNames } from "./live-names.ts";
import { readSettings } from "./settings.ts";

const testLimitMs = 8000;
const maxNames = 50;

/** The editor's questions. Registered once per process: a route in a constructor would pile up with every deploy. */
export function registerAdminRoutes(red: Red): void {
  const { httpAdmin, auth } = red;
  const mayRead = auth.needsPermission("pointsman-controller.read");
  httpAdmin.get("/pointsman/controllers/:id/names", mayRead, answer(names, 200));
  httpAdmin.get("/pointsman/controllers/:id/capabilities", mayRead, answer(capabilities, 200));
  // Connects to an address that the caller chooses, so it takes the right to change flows.
  httpAdmin.post(
    "/pointsman/controllers/test",
    auth.needsPermission("flows.write"),
    answer((request) => testConnection(red, request), 503),
  );
}

/**
 * Runs a handler; failures become `{ code, message }`, so that the dialog can say why there is no list. That a core is away
 * is an answer to a dialog's own questions: with another status than 200 the browser would complain of each.
 */
function answer(handler: (request: AdminRequest) => Promise<unknown>, failedStatus: number) {
  return (request: AdminRequest, response: AdminResponse): void => {
    const respond = async (): Promise<void> => {
      try {
        response.json(await handler(request));
      } catch (error) {
        const { code, message } = await explain(error);
        response.status(failedStatus).json({ code, message });
      }
    };
    void respond();
  };
}

async function explain(error: unknown): Promise<FlowError> {
  if (error instanceof FlowError) return error;
  const { isControllerError } = await loadCore();
  return isControllerError(error) ? toFlowError(error) : new FlowError("unexpected-response", "The list failed.");
}

async function names({ params, query }: AdminRequest): Promise<unknown> {
  const controller = running(params["id"]);
  const kind: LiveKind | undefined = liveKinds.find((known) => known === query["kind"]);
  if (kind === undefined)
    throw new FlowError("invalid-input", `There is no list of that kind; choose one of ${liveKinds.join(", ")}.`);
  const limit = Math.min(Number(query["limit"]) || maxNames, maxNames);
  return { names: await liveNames(controller, { kind, group: text(query["group"]), search: text(query["q"]), limit }) };
}

async function capabilities({ params }: AdminRequest): Promise<unknown> {
  const { core, controller } = await running(params["id"]).hub().open();
  await controller.capabilities.probe({ signal: AbortSignal.timeout(testLimitMs) });
  const missing = [...core.rowsById.keys()].filter((id) => !controller.capabilities.has(id));
  return { missing: Object.fromEntries(missing.map((id) => [id, controller.capabilities.reason(id) ?? ""])) };
}

/** Tries the dialog's values before they are saved; a secret that was not touched is the stored one. */
async function testConnection(red: Red, { body }: AdminRequest): Promise<unknown> {
  const given = (typeof body === "object" && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const id = text(given["id"]);
  const untouched = given["secret"] === "__PWRD__";
  const secret = untouched ? red.nodes.getCredentials(id)?.["secret"] : given["secret"];
  const hub = createHub({
    id: "connection-test",
    ...readSettings({ ...given, url: withVariable(given["url"]), secret: withVariable(secret) }),
  });
  try {
    const { controller } = await hub.open();
    const startedAt = performance.now();
    const { version } = await controller.client.version.get({}, { timeoutMs: testLimitMs });
    return { version, tookMs: Math.round(performance.now() - startedAt) };
  } finally {
    await hub.close();
  }
}

/** At run time Node-RED has replaced `${NAME}`; a dialog's values come as they were typed. */
function withVariable(value: unknown): unknown {
  const name = typeof value === "string" ? variableIn(value) : undefined;
  return name === undefined ? value : (process.env[name] ?? value);
}

function running(id: string | undefined): ReturnType<typeof findController> & object {
  const controller = findController(id ?? "");
  if (controller === undefined)
    throw new FlowError("not-found", "This controller is not running yet: deploy it first.");
  return controller;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
