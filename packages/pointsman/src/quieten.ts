/** What Node.js says about `node:sqlite` on its first use; nothing a user of ours could mend. */
const needless = /^SQLite is an experimental feature/;

/** Drops Node's one warning about `node:sqlite`; all others still reach stderr. Before the module is loaded. */
export function quietenSqlite(target: Pick<NodeJS.Process, "emitWarning">): void {
  const emit = target.emitWarning.bind(target) as (warning: string | Error, ...rest: unknown[]) => void;
  target.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!needless.test(typeof warning === "string" ? warning : warning.message)) emit(warning, ...rest);
  };
}
