import { send, sendJson, sendNothing } from "../reply.ts";
import { type Exchange, Refusal } from "../router/exchange.ts";
import type { Mount } from "../router/router.ts";

/** `/restart`: answers, then everything drops. */
export const restartMount: Mount = {
  prefix: "/restart",
  resolve: (rest) => (rest === "" || rest === "/" ? { POST: restart } : undefined),
};

function restart({ res, server }: Exchange): void {
  res.once("finish", () => server.restart());
  sendJson(res, 200, { status: "ok" });
}

/** `/upgrade` and below: the simulated house has no internet, so nothing can be fetched. */
export const upgradeMount: Mount = {
  prefix: "/upgrade",
  resolve(rest) {
    if (rest === "" || rest === "/") return { POST: upgrade };
    if (rest === "/ui") return { POST: upgradeUi };
    return rest === "/geo" ? { POST: updateGeo } : undefined;
  },
};

const releases = "https://github.com/MetaCubeX/mihomo/releases/download/Prerelease-Alpha/version.txt";
const dashboard = "https://github.com/MetaCubeX/metacubexd/archive/refs/heads/gh-pages.zip";

function upgrade({ world }: Exchange): void {
  const words = world.profile.legacy ? "get Latest Version fail" : "get latest version";
  throw new Refusal(500, `${words}: Get "${releases}": EOF`);
}

function upgradeUi(): void {
  throw new Refusal(500, `can't download file: Get "${dashboard}": EOF`);
}

/** `POST /configs/geo` and `/upgrade/geo`: no geo database is in use, so there is nothing to do. */
export function updateGeo({ res }: Exchange): void {
  sendNothing(res);
}

const noCache = {
  "Cache-Control": "no-cache, no-store, no-transform, must-revalidate, private, max-age=0",
  Expires: "Thu, 01 Jan 1970 00:00:00 GMT",
  Pragma: "no-cache",
  "X-Accel-Expires": "0",
};

const profiles = ["allocs", "block", "goroutine", "heap", "mutex", "profile", "threadcreate", "trace"];

/** `/debug`: there only when the file said `log-level: debug` at the start; no secret is asked for. */
export const debugMount: Mount = {
  prefix: "/debug",
  open: true,
  resolve(rest) {
    if (rest === "/gc") return { PUT: ({ res }) => send(res, 200, {}, "") };
    if (rest === "/vars") return { GET: vars };
    if (rest === "" || rest === "/" || rest === "/pprof") return { GET: redirectToProfiles };
    if (rest === "/pprof/") return { GET: ({ res }) => sendHtml(res, profileList()) };
    const name = /^\/pprof\/([^/]+)$/.exec(rest)?.[1];
    return name === undefined ? undefined : { GET: (exchange) => profile(exchange, name) };
  },
};

function sendHtml(res: Exchange["res"], html: string): void {
  send(res, 200, { ...noCache, "Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff" }, html);
}

function profileList(): string {
  const rows = profiles.map((name) => `<tr><td>1</td><td><a href='${name}?debug=1'>${name}</a></td></tr>\n`);
  return `<html>\n<head>\n<title>/debug/pprof/</title>\n</head>\n<body>\n<table>\n${rows.join("")}</table>\n</body>\n</html>\n`;
}

function redirectToProfiles({ res }: Exchange): void {
  const html = '<a href="/debug/pprof/">Moved Permanently</a>.\n\n';
  send(res, 301, { ...noCache, "Content-Type": "text/html; charset=utf-8", Location: "/debug/pprof/" }, html);
}

function vars({ res, world }: Exchange): void {
  const body = `{\n"cmdline": ["mihomo"],\n"memstats": {"Alloc":${world.memory},"Sys":${world.memory}}\n}\n`;
  send(res, 200, { ...noCache, "Content-Type": "application/json; charset=utf-8" }, body);
}

function profile({ res, query }: Exchange, name: string): void {
  const plain = { ...noCache, "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" };
  if (name === "cmdline") send(res, 200, plain, "mihomo");
  else if (name === "symbol") send(res, 200, plain, "num_symbols: 1\n");
  else if (!profiles.includes(name)) send(res, 404, { ...plain, "X-Go-Pprof": "1" }, "Unknown profile\n");
  else if ((query.get("debug") ?? "0") !== "0") send(res, 200, plain, `${name} profile: total 1\n`);
  else {
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": `attachment; filename="${name}"`,
    };
    // A gzip head, as every pprof profile has; what follows is of no use to anybody here.
    send(
      res,
      200,
      { ...noCache, ...headers, "X-Content-Type-Options": "nosniff" },
      Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
    );
  }
}
