/** The newest form in which nodes are stored, as their property `schema`. */
export const newestForm = 1;

/** What is stored of a node: its properties. */
export type StoredProperties = Readonly<Record<string, unknown>>;

/** Ids of operations and rows that were renamed since flows were stored; none yet. */
const renamedActions: ReadonlyMap<string, string> = new Map();

/** By the form that they start from: each makes of a stored node the next form of it. */
const steps: readonly ((stored: StoredProperties) => StoredProperties)[] = [fromHand];

/**
 * A stored node in the newest form, the same in the runtime and in the editor. What is up to date comes back as the very
 * object; nothing that is not understood is dropped. A newer form than this version knows comes back as it is: see
 * {@link formProblem}.
 */
export function upToDate<Stored extends StoredProperties>(stored: Stored, renamed = renamedActions): Stored {
  if (isTooNew(stored)) return stored;
  let current: StoredProperties = stored;
  for (const step of steps.slice(formOf(stored))) current = step(current);
  const action = renamed.get(String(current["action"]));
  if (action !== undefined) current = { ...current, action };
  return (current === stored ? stored : { ...current, schema: newestForm }) as Stored;
}

/** Whether a newer version stored it: nobody here knows what it means. */
export function isTooNew(stored: StoredProperties): boolean {
  return formOf(stored) > newestForm;
}

/** Why a stored node cannot be used, as one sentence; undefined: it can. */
export function formProblem(stored: StoredProperties): string | undefined {
  if (!isTooNew(stored)) return undefined;
  const form = formOf(stored);
  return `This node was stored by a newer version of its package (form ${form}, this version knows ${newestForm}): update @pointsman/node-red-nodes.`;
}

function formOf({ schema }: StoredProperties): number {
  const form = Number(schema ?? 0);
  return Number.isInteger(form) && form > 0 ? form : 0;
}

/** Flows written by hand or by a program have no form, and may give a field's plain value in place of value and type. */
function fromHand(stored: StoredProperties): StoredProperties {
  const { fields } = stored;
  return { ...stored, ...(fields === undefined ? {} : { fields: typed(fields) }), schema: 1 };
}

function typed(fields: unknown): unknown {
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([path, field]: [string, unknown]) => [path, typedField(field)]),
  );
}

function typedField(field: unknown): unknown {
  switch (typeof field) {
    case "string":
      return { value: field, type: "str" };
    case "number":
      return { value: String(field), type: "num" };
    case "boolean":
      return { value: String(field), type: "bool" };
    default:
      return Array.isArray(field) ? { value: JSON.stringify(field), type: "json" } : field;
  }
}
