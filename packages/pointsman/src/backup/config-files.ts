import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** A secret written into the config itself: a reference to the environment is none. */
const writtenSecret = /(?:^|[\s{,])["']?(secret|token|password)["']?\s*:\s*(?!["']?\$\{)[^\s,}#]/m;
/** A password in an address. */
const secretAddress = /:\/\/[^\s/@"'$]+:[^\s/@"'$]+@/;

/** True where somebody who reads the config learns a secret. */
export function holdsSecrets(config: string): boolean {
  return writtenSecret.test(config) || secretAddress.test(config) || /^\s*headers\s*:/m.test(config);
}

/** What `…-file` keys of a config name, relative to its folder; what lies elsewhere is told apart. */
export function namedFiles(configFile: string): { readonly beside: string[]; readonly elsewhere: string[] } {
  const folder = path.dirname(configFile);
  const text = readFileSync(configFile, "utf8");
  const named = [...text.matchAll(/[\w-]+-file["']?\s*:\s*["']?([^\s"',}#]+)/g)].map(([, name = ""]) =>
    path.relative(folder, path.resolve(folder, name)).split(path.sep).join("/"),
  );
  const there = [...new Set(named)].filter((name) => existsSync(path.join(folder, name)));
  return {
    beside: there.filter((name) => !name.startsWith("..") && !path.isAbsolute(name)),
    elsewhere: there.filter((name) => name.startsWith("..") || path.isAbsolute(name)),
  };
}
