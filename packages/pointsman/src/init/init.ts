import { existsSync } from "node:fs";
import path from "node:path";
import type { Actor } from "@pointsman/core";
import { askBroker } from "./ask-broker.ts";
import { askCore } from "./ask-core.ts";
import { askTelegramStep } from "./ask-telegram.ts";
import { type Answers, renderConfig } from "./config-text.ts";
import { firstSwitch } from "./first-switch.ts";
import type { Step } from "./step.ts";
import { writeFiles } from "./write-files.ts";

export interface InitOptions extends Step {
  /** The config to write, absolute. */
  readonly file: string;
  /** How the person may name it in commands. */
  readonly shownFile: string;
  /** Where to look for a core, the most likely first. */
  readonly places: readonly string[];
  /** A Bot API server of one's own. */
  readonly apiRoot?: string;
  readonly actor: Actor;
}

/** Telegram's own. */
const publicApiRoot = "https://api.telegram.org";

/**
 * Three questions, one config, the first switch. Nothing is written before all questions are answered.
 * @returns false where the person wants to keep the config that is there.
 */
export async function runInit(options: InitOptions): Promise<boolean> {
  const { prompter, texts, file, shownFile, apiRoot } = options;
  prompter.say(texts.welcome);
  if (existsSync(file) && !(await mayReplace(options))) {
    prompter.say(texts.kept);
    return false;
  }
  const core = await askCore(options, options.places);
  const telegram = await askTelegramStep(options, { core, apiRoot: apiRoot ?? publicApiRoot });
  const mqtt = await askBroker(options);
  write(
    file,
    {
      core,
      ...(telegram === undefined ? {} : { telegram }),
      ...(mqtt === undefined ? {} : { mqtt }),
      ...(apiRoot === undefined ? {} : { apiRoot }),
    },
    options,
  );
  prompter.say(`\n${texts.wrote(shownFile)}`);
  await firstSwitch(options, core, options.actor);
  prompter.say("");
  if (telegram === undefined && mqtt === undefined) prompter.say(texts.nextNoOutlet);
  for (const line of texts.next(shownFile)) prompter.say(line);
  return true;
}

async function mayReplace({ prompter, texts, shownFile }: InitOptions): Promise<boolean> {
  for (;;) {
    const answer = (await prompter.ask(texts.exists(shownFile))).toLowerCase();
    if (answer === "" || texts.no.includes(answer)) return false;
    if (texts.yes.includes(answer)) return true;
    prompter.say(texts.yesOrNo);
  }
}

function write(file: string, answers: Answers, { texts }: Step): void {
  const { text, secrets } = renderConfig(answers, texts.config);
  const folder = path.dirname(file);
  writeFiles([
    ...secrets.map(({ name, content }) => ({ file: path.join(folder, name), content })),
    { file, content: text },
  ]);
}
