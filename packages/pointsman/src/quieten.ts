/** What Node.js says on the first use of `node:sqlite`, and of how the MQTT library reads an address: nothing a user of ours could mend. */
const needless = /^SQLite is an experimental feature|^`url\.parse\(\)` behavior is not standardized/;

/** Drops Node's warnings that help nobody; all others still reach stderr. Before what they are about is loaded. */
export function quieten(target: Pick<NodeJS.Process, "emitWarning">): void {
  const emit = target.emitWarning.bind(target) as (warning: string | Error, ...rest: unknown[]) => void;
  target.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!needless.test(typeof warning === "string" ? warning : warning.message)) emit(warning, ...rest);
  };
}
