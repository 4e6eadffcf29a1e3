import { onTestFinished } from "vitest";
import { createClient, type OwnedClient } from "../../src/client/client.ts";
import { ControllerError } from "../../src/client/errors.ts";
import type { ClientOptions } from "../../src/client/options.ts";

/** A client that ends with the test. */
export function clientFor(options: ClientOptions): OwnedClient {
  const client = createClient(options);
  onTestFinished(() => client[Symbol.asyncDispose]());
  return client;
}

/** The controller error that a call ends with; anything else is a mistake of the test. */
export async function failureOf(call: Promise<unknown>): Promise<ControllerError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ControllerError) return error;
    throw error;
  }
  throw new Error("The call did not fail.");
}
