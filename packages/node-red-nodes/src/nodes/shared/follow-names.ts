import type { StoredField } from "../../catalog/action.ts";
import { toFlowError } from "../../runtime/flow-error.ts";
import type { Opened } from "../../runtime/hub.ts";

type Values = ReadonlyMap<string, unknown>;

/** The paths of the fields that hold a node's name as the dialog stored it; what a message brings is meant as it is. */
export function storedNodes(fields: ReadonlyMap<string, StoredField>): readonly string[] {
  return [...fields].filter(([, { type }]) => type === "node").map(([path]) => path);
}

/**
 * Does something with a flow's values; where a name is not found, once more with the names that the nodes have by now,
 * as a subscription rewords them daily. A condition on connections finds nothing instead of failing, so it is looked up first.
 */
export async function followingNames<Result>(
  { core, controller }: Pick<Opened, "core" | "controller">,
  values: Values,
  paths: readonly string[],
  signal: AbortSignal,
  work: (values: Values) => Promise<Result>,
): Promise<Result> {
  const named = paths.filter((path) => typeof values.get(path) === "string");
  const present = async (): Promise<Values> => {
    const { proxies } = await controller.client.proxies.list({}, { signal });
    const names = new Set(Object.keys(proxies));
    const now = named.map((path): [string, unknown] => {
      const name = values.get(path) as string;
      return [path, core.presentName(names, name) ?? name];
    });
    return new Map([...values, ...now]);
  };
  const isSame = (now: Values): boolean => named.every((path) => now.get(path) === values.get(path));
  if (named.some((path) => path.startsWith("filter."))) {
    return await work(
      await present().catch((error: unknown) => {
        throw core.isControllerError(error) ? toFlowError(error) : error;
      }),
    );
  }
  try {
    return await work(values);
  } catch (error) {
    if (named.length === 0 || codeOf(error) !== "not-found") throw error;
    const now = await present().catch(() => values);
    if (isSame(now)) throw error;
    return await work(now);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}
