import { chmod, rm } from "node:fs/promises";
import path from "node:path";
import { build as bundle, type Plugin } from "esbuild";

// The command line as one small file that starts fast, with chunks for what only some commands need. Prints nothing.
const folder = path.join(import.meta.dirname, "..");
const dist = path.join(folder, "dist");

/** CommonJS libraries inside an ES module ask for these. */
const banner = `import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);`;

/** zod brings its messages in fifty languages, 300 kB. We write our own sentences, so its default one is enough. */
const oneZodLocale: Plugin = {
  name: "one-zod-locale",
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};

/**
 * The bot is a package of its own, loaded only where the config names it: its charts find their files there. The bridge is
 * not, as by itself it would bring core and zod into the process a second time.
 */
const botApart: Plugin = {
  name: "bot-apart",
  setup(build) {
    // Exactly this: its config schema belongs to ours.
    build.onResolve({ filter: /^@pointsman\/telegram-bot$/ }, ({ path }) => ({ path, external: true }));
  },
};

await rm(path.join(dist, "chunks"), { recursive: true, force: true });
await bundle({
  entryPoints: { cli: path.join(folder, "src", "cli.ts") },
  outdir: dist,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22.13",
  conditions: ["@pointsman/source"],
  mainFields: ["module", "main"],
  // Optional helpers of ws.
  external: ["bufferutil", "utf-8-validate"],
  banner: { js: banner },
  plugins: [oneZodLocale, botApart],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "error",
});
await chmod(path.join(dist, "cli.js"), 0o755);
