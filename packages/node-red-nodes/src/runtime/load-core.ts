export type Core = typeof import("./core-access.ts");

/**
 * Core with its HTTP client and schemas, evaluated on first use: a Node-RED that has the package installed but no flow of
 * ours pays nothing for it.
 */
export async function loadCore(): Promise<Core> {
  return await import("./core-access.ts");
}
