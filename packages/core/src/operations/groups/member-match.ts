import { ControllerError } from "../../client/errors.ts";
import { isInfoNode } from "../../identity/info-node.ts";
import { plainText } from "../../identity/plain-text.ts";
import type { Group } from "../../schemas/proxy.ts";
import { membersOf, notFound } from "../picture.ts";

/** Of many that could be meant only the first are named. */
const maxCandidates = 10;

/**
 * The member that a person's text means: the one of that very name, else the only one that fits it as a pattern (`*`, `?`),
 * or begins with it. Case, full-width forms and invisible characters do not count; a subscription's news are never meant.
 * @throws ControllerError `not-found` where none fits, `rejected` (`ambiguous`) with at most ten candidates where several do
 */
export function memberMeant(group: Group, text: string): string {
  const members = membersOf(group);
  if (members.includes(text)) return text;
  const fits = patternOf(text);
  const [only, ...others] = members.filter((name) => !isInfoNode(name) && fits(name));
  if (only === undefined) throw notFound(`member of ${JSON.stringify(group.name)} called`, text, group.all);
  if (others.length === 0) return only;
  const named = [only, ...others].slice(0, maxCandidates).map((name) => JSON.stringify(name));
  const more = others.length + 1 - named.length;
  throw new ControllerError(
    "rejected",
    `${JSON.stringify(text)} fits ${others.length + 1} members of ${JSON.stringify(group.name)}: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
    { reason: "ambiguous", effect: "none" },
  );
}

/** Whether names fit a text: as a pattern of the whole name where it has `*` or `?`, else as the beginning. */
export function patternOf(text: string): (name: string) => boolean {
  const wanted = comparable(text);
  if (wanted === "") return () => false;
  if (!/[*?]/.test(wanted)) return (name) => comparable(name).startsWith(wanted);
  const pattern = [...wanted];
  return (name) => fitsPattern([...comparable(name)], pattern);
}

function comparable(text: string): string {
  return plainText(text).trim().toLowerCase();
}

/** Goes back to the last star alone, so that no pattern takes long. */
function fitsPattern(name: readonly string[], pattern: readonly string[]): boolean {
  let [at, in_] = [0, 0];
  let star = -1;
  let resumeAt = 0;
  while (at < name.length) {
    if (pattern[in_] === "*") {
      star = in_;
      resumeAt = at;
      in_ += 1;
    } else if (pattern[in_] === "?" || pattern[in_] === name[at]) {
      at += 1;
      in_ += 1;
    } else if (star >= 0) {
      resumeAt += 1;
      at = resumeAt;
      in_ = star + 1;
    } else return false;
  }
  return pattern.slice(in_).every((each) => each === "*");
}
