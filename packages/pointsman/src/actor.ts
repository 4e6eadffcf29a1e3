import { userInfo } from "node:os";
import type { Actor } from "@pointsman/core";

/** Whoever holds the secret may do everything; the name is for the audit. */
export function commandLineActor(): Actor {
  return { outlet: "command-line", id: userName(), role: "admin" };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list, as in containers.
    return String(process.getuid?.() ?? "user");
  }
}
