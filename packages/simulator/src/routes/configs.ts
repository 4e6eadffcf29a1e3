import { readFile } from "node:fs/promises";
import path from "node:path";
import { field, isObject } from "../go/decode.ts";
import { sendJson, sendNothing } from "../reply.ts";
import { type Exchange, invalid, Panic, Refusal } from "../router/exchange.ts";
import type { Mount } from "../router/router.ts";
import { patchSettings } from "../world/config/patch.ts";
import { withFreePorts } from "../world/config/ports.ts";
import { unsafePath } from "../world/providers/source.ts";
import { ConfigError, parseYaml, type RawConfig } from "../world/config/yaml.ts";
import { updateGeo } from "./maintenance.ts";
import { decode } from "./proxies.ts";

/** `/configs` and `/configs/geo`. */
export const configsMount: Mount = {
  prefix: "/configs",
  resolve(rest) {
    if (rest === "" || rest === "/") return { GET: get, PUT: replace, PATCH: patch };
    return rest === "/geo" ? { POST: updateGeo } : undefined;
  },
};

function get({ res, world }: Exchange): void {
  sendJson(res, 200, world.settings);
}

async function patch({ res, world, body }: Exchange): Promise<void> {
  const wanted = decode(body);
  // The core follows the pointer that this leaves nil.
  if (wanted === null) throw new Panic();
  const patched = isObject(wanted) ? patchSettings(world.settings, wanted, world.profile) : undefined;
  if (patched === undefined) throw invalid();
  world.settings = await withFreePorts(patched, world.settings);
  sendNothing(res);
}

async function replace({ res, world, query, body }: Exchange): Promise<void> {
  const wanted = decode(body) ?? {};
  if (!isObject(wanted)) throw invalid();
  const payload = field(wanted, "payload") ?? "";
  const file = field(wanted, "path") ?? "";
  if (typeof payload !== "string" || typeof file !== "string") throw invalid();
  try {
    const config = payload === "" ? await readConfig(file, world) : parseYaml(payload);
    await world.reload(config, query.get("force") === "true");
  } catch (error) {
    if (error instanceof SyntaxError) throw new Panic();
    if (!(error instanceof ConfigError)) throw error;
    throw new Refusal(400, error.message);
  }
  sendNothing(res);
}

async function readConfig(file: string, world: Exchange["world"]): Promise<RawConfig> {
  if (file === "") return world.startConfig;
  if (!path.isAbsolute(file)) throw new ConfigError("path is not a absolute path");
  const home = world.home ?? "/opt/core";
  const refusal = world.profile.safePaths ? unsafePath(file, home) : undefined;
  if (refusal !== undefined) throw new ConfigError(refusal);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    throw new ConfigError(`stat ${file}: no such file or directory`);
  }
  if (text === "") throw new ConfigError(`configuration file ${file} is empty`);
  return parseYaml(text);
}
