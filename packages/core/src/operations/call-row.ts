import { type Client, rowFunction } from "../client/client.ts";
import { isControllerError } from "../client/errors.ts";
import { type EndpointId, rowOf } from "../endpoints/index.ts";
import { checkPermission, isWithin } from "../policy/permission.ts";
import type { Actor, AuditRecord, PolicyCaps } from "../policy/types.ts";
import { auditRecord, shorten } from "./audit.ts";

/** Who calls a row past the operations. */
export interface CallRowOptions {
  readonly actor: Actor;
  readonly signal?: AbortSignal;
}

export interface RowCallerOptions {
  readonly id: string;
  readonly client: Client;
  readonly policy?: PolicyCaps | undefined;
  readonly audit?: ((record: AuditRecord) => void) | undefined;
}

/** Calls one row: parameters flat, the body apart as `body`. Throws `ControllerError`. */
export type RowCaller = (id: EndpointId, parameters: unknown, options: CallRowOptions) => Promise<unknown>;

/** The way to the rows for those who act for others: within the policy, and what is a command leaves a line in the audit. */
export function createRowCaller({ id: controller, client, policy = {}, audit }: RowCallerOptions): RowCaller {
  return async (id, parameters, { actor, signal }) => {
    const { kind, danger } = rowOf(id);
    const startedAt = performance.now();
    const record = (outcome: Pick<AuditRecord, "outcome" | "code">): void => {
      if (kind !== "command") return;
      const input = outcome.code === "invalid-input" ? undefined : auditedParameters(id, parameters);
      audit?.(auditRecord({ controller, operation: id, actor, startedAt }, { ...outcome, input }));
    };
    try {
      checkPermission({ operation: id, danger }, actor, policy);
      const answer = await rowFunction(client, id)(parameters, signal === undefined ? {} : { signal });
      record({ outcome: "done" });
      return answer;
    } catch (error) {
      record({ outcome: "failed", code: isControllerError(error) ? error.code : "unexpected-response" });
      throw error;
    }
  };
}

/** A body that can do more than be taken back may hold keys and passwords (a whole config): of it only the keys are told. */
function auditedParameters(id: EndpointId, parameters: unknown): unknown {
  if (typeof parameters !== "object" || parameters === null) return undefined;
  const { body, ...others } = parameters as Readonly<Record<string, unknown>>;
  if (body === undefined) return shorten(others);
  const isPlain = isWithin(rowOf(id).danger, "reversible");
  const keys = typeof body === "object" && body !== null ? Object.keys(body) : [];
  return shorten({ ...others, body: isPlain ? body : { keys } });
}
