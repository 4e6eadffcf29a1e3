import type { ErrorCode } from "../../client/errors.ts";

/** What each error code means, for people. */
export const errors: Readonly<Record<ErrorCode, string>> = {
  unreachable: "The core cannot be reached.",
  timeout: "The core did not answer in time.",
  unauthorized: "The core does not accept the secret.",
  "not-found": "There is nothing by that name.",
  unsupported: "This core cannot do that.",
  rejected: "The core refused.",
  busy: "Something else is running; try again in a moment.",
  forbidden: "You are not allowed to do that.",
  "invalid-input": "That is not a valid input.",
  "unexpected-response": "The answer was not that of a core.",
  aborted: "It was stopped.",
};
