import { type Actor, type Controller, isControllerError, openController } from "@pointsman/core";
import type { CoreAnswer } from "./ask-core.ts";
import { choose } from "./choose.ts";
import type { Step } from "./step.ts";

/** More would scroll what matters away. */
const shown = 20;

/** Offers to switch a group to a node, verified by the core. Enter leaves it. */
export async function firstSwitch(step: Step, core: CoreAnswer, actor: Actor): Promise<void> {
  const { prompter, texts } = step;
  prompter.say(`\n${texts.switchTitle}`);
  await using controller = openController({ url: core.url, secret: core.secret });
  try {
    await offer(step, controller, actor);
  } catch (error) {
    prompter.signal.throwIfAborted();
    if (!isControllerError(error)) throw error;
    // The config is written and right; a core that hiccups now is no reason to end in a failure.
    prompter.say(texts.switchFailed(error.message));
  }
}

async function offer(step: Step, controller: Controller, actor: Actor): Promise<void> {
  const { prompter, texts } = step;
  const options = { actor, signal: prompter.signal };
  const groups = (await controller.run("list-groups", {}, options)).rows.filter(
    ({ type, name }) => type === "Selector" && name !== "GLOBAL",
  );
  if (groups.length === 0) {
    prompter.say(texts.switchNone);
    return;
  }
  prompter.say(texts.switchGroups(groups.length));
  const group = await pick(
    step,
    texts.switchGroup,
    groups.map(({ name, now }) => ({ name, note: now ?? "" })),
  );
  if (group === undefined) return;
  const nodes = (await controller.run("list-nodes", { group }, options)).rows.filter(({ kind }) => kind !== "info");
  const node = await pick(
    step,
    texts.switchNode,
    nodes.map(({ name, current, delay }) => ({ name, note: noteOf(current === true, delay) })),
  );
  if (node === undefined) return;
  const { was, now } = await controller.run("select-node", { group, node }, options);
  prompter.say(texts.switchDone(group, was ?? "?", now ?? "?"));
}

function noteOf(isCurrent: boolean, delay: number | null | undefined): string {
  return [isCurrent ? "●" : "", delay === undefined ? "" : delay === null ? "✗" : `${delay} ms`].join(" ").trim();
}

interface Item {
  readonly name: string;
  readonly note: string;
}

/** One of the items, or undefined for Enter. */
async function pick({ prompter, texts }: Step, question: string, items: readonly Item[]): Promise<string | undefined> {
  for (const [position, { name, note }] of items.slice(0, shown).entries())
    prompter.say(
      `  ${String(position + 1).padStart(2)}  ${printable(name)}${note === "" ? "" : `  ${printable(note)}`}`,
    );
  if (items.length > shown) prompter.say(texts.switchMore(items.length - shown));
  for (;;) {
    const answer = await prompter.ask(question);
    if (answer === "") return undefined;
    const choice = choose(
      items.map(({ name }) => name),
      answer,
    );
    if ("picked" in choice) return choice.picked;
    prompter.say(choice.count === 0 ? texts.switchUnknown : texts.switchSeveral(choice.count));
  }
}

/** Names come from subscriptions: nothing of them may steer a terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]|[\u202a-\u202e\u2066-\u2069]/gu, "�");
}
