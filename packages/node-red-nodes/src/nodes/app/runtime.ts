import { formProblem } from "../../catalog/stored-form.ts";
import { FlowError } from "../../runtime/flow-error.ts";
import type { Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { settingOf } from "../../runtime/stored-values.ts";
import type { AppAccess } from "./ask.ts";

/** A config node of the app as its users see it. */
export interface AppNode extends RuntimeNode {
  /** Throws `FlowError` where the settings are not usable. */
  access(): AppAccess;
  readonly label: string;
  /** Core hands a config node's errors to Catch nodes only where this map is kept. */
  readonly users: Record<string, RuntimeNode>;
}

const liveApps = new Set<RuntimeNode>();

export function registerApp(red: Red): void {
  red.nodes.registerType(
    "pointsman-app",
    function (this: RuntimeNode, stored: StoredConfig): void {
      red.nodes.createNode(this, stored);
      const extras: Pick<AppNode, "access" | "label" | "users"> = {
        access: () => readAccess(stored, this.credentials?.["token"]),
        label: typeof stored["name"] === "string" && stored["name"] !== "" ? stored["name"] : "app",
        users: {},
      };
      Object.assign(this, extras);
      liveApps.add(this);
      this.on("close", (_removed, done) => {
        liveApps.delete(this);
        done();
      });
    },
    { credentials: { token: { type: "password" } } },
  );
}

/** The app that a node refers to. Undefined: missing, disabled, or of another type. */
export function useApp(red: Red, node: RuntimeNode, id: unknown): AppNode | undefined {
  const found = typeof id === "string" && id !== "" ? red.nodes.getNode(id) : undefined;
  if (found == null || !liveApps.has(found)) return undefined;
  const app = found as AppNode;
  app.users[node.id] = node;
  node.on("close", (_removed, done) => {
    delete app.users[node.id];
    done();
  });
  return app;
}

export function noApp(): FlowError {
  return new FlowError("invalid-input", "No app is chosen, or the chosen one is missing or disabled.");
}

/** Checks what is stored. The sentence never shows the token. */
export function readAccess(stored: { readonly [property: string]: unknown }, token: unknown): AppAccess {
  const problem = formProblem(stored);
  if (problem !== undefined) throw new FlowError("invalid-input", problem);
  const url = settingOf(stored["url"]);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new FlowError("invalid-input", "The app's address must start with http:// or https://.");
  const { username, password, search } = new URL(url);
  if (username !== "" || password !== "" || search !== "")
    throw new FlowError(
      "invalid-input",
      "The app's address must hold no user, password or query: the token has its own field.",
    );
  return { url, token: settingOf(token) };
}
