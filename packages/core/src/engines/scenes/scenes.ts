import { z } from "zod";
import { ControllerError } from "../../client/errors.ts";
import type { StateFile } from "../state/text-file.ts";
import { Scene, sceneName } from "./scene.ts";

export interface NamedScene {
  readonly name: string;
  /** `config`: it stands in the config file, for every core; `saved`: it was saved here, for one core. */
  readonly source: "config" | "saved";
  readonly scene: Scene;
}

/** Scenes by name; `openScenes` makes one. */
export interface SceneEngine {
  /** All of a controller, those of the config first. */
  list(controller: string): readonly NamedScene[];
  /**
   * Keeps a scene, in place of a saved one of the same name; true where there was one.
   * @throws ControllerError `rejected` where the config has that name, or it cannot be kept
   */
  save(controller: string, name: string, scene: Scene): boolean;
}

export interface ScenesOptions {
  /** Config key `scenes`. */
  readonly config: Readonly<Record<string, Scene>>;
  /** Where `scenes.json` is kept; without it a saved scene lives as long as the process. */
  readonly state?: StateFile;
  /** Told in one sentence that the saved ones cannot be read. */
  readonly onTrouble?: (message: string) => void;
}

const VERSION = 1;

// Pairs instead of objects, as names are people's own.
const file = z.object({
  version: z.literal(VERSION),
  controllers: z.array(z.tuple([z.string(), z.array(z.tuple([sceneName, Scene]))])),
});

type Saved = ReadonlyMap<string, ReadonlyMap<string, Scene>>;

/** Opens the scenes of the config and those that were saved. */
export function openScenes(options: ScenesOptions): SceneEngine {
  return new KeptScenes(options);
}

class KeptScenes implements SceneEngine {
  readonly #options: ScenesOptions;
  readonly #config: ReadonlyMap<string, Scene>;
  /** Undefined: there is something that cannot be read, which must not be written over. */
  #saved: Saved | undefined;

  constructor(options: ScenesOptions) {
    this.#options = options;
    this.#config = new Map(Object.entries(options.config));
    this.#saved = this.#load();
  }

  list(controller: string): readonly NamedScene[] {
    const saved = [...(this.#saved?.get(controller) ?? [])].filter(([name]) => !this.#config.has(name));
    return [
      ...[...this.#config].map(([name, scene]): NamedScene => ({ name, source: "config", scene })),
      ...saved.map(([name, scene]): NamedScene => ({ name, source: "saved", scene })),
    ];
  }

  save(controller: string, name: string, scene: Scene): boolean {
    if (this.#config.has(name))
      throw refused(`The scene ${JSON.stringify(name)} stands in the config: save it under another name.`, "in-config");
    if (this.#saved === undefined)
      throw refused("The saved scenes cannot be read: mend or remove scenes.json in the state-dir.", "state-damaged");
    const before = this.#saved.get(controller) ?? new Map<string, Scene>();
    const saved = new Map(this.#saved).set(controller, new Map(before).set(name, scene));
    try {
      this.#options.state?.save(textOf(saved));
    } catch (error) {
      throw refused(`The scene cannot be saved (${wordsOf(error)}).`, "not-saved", error);
    }
    this.#saved = saved;
    return before.has(name);
  }

  #load(): Saved | undefined {
    try {
      const text = this.#options.state?.load();
      if (text === undefined) return new Map();
      const { controllers } = file.parse(JSON.parse(text));
      return new Map(controllers.map(([id, scenes]) => [id, new Map(scenes)]));
    } catch (error) {
      const words = error instanceof z.ZodError || error instanceof SyntaxError ? "damaged" : wordsOf(error);
      this.#options.onTrouble?.(`The saved scenes cannot be read (${words}): only those of the config are there.`);
      return undefined;
    }
  }
}

function textOf(saved: Saved): string {
  const controllers = [...saved].map(([id, scenes]) => [id, [...scenes]]);
  return `${JSON.stringify({ version: VERSION, controllers })}\n`;
}

function refused(sentence: string, reason: string, cause?: unknown): ControllerError {
  return new ControllerError("rejected", sentence, { reason, effect: "none", cause });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
