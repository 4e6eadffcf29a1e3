import { describe } from "vitest";
import { authenticationChecks } from "./checks/authentication.ts";
import { corsChecks } from "./checks/cors.ts";
import { pathChecks } from "./checks/paths.ts";
import { transportChecks } from "./checks/transport.ts";
import type { TargetKind } from "./target.ts";

/** Every section of the reference, put to one kind of core. The title names the target, so that a report can count by it. */
export function contract(kind: TargetKind): void {
  describe(`contract on ${kind.name}`, () => {
    transportChecks(kind);
    authenticationChecks(kind);
    corsChecks(kind);
    pathChecks(kind);
  });
}
