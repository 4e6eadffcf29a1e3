import { isControllerError } from "../src/client/errors.ts";

/** The code that it fails with, or `ok`. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isControllerError(error)) return error.code;
    throw error;
  }
  return "ok";
}
