import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";

/** Bytes of a group's list of members that go into one message; small peers choke on more. */
export const maxOptionsPart = 262_144;

/** The whole list of a group's members: one message, or numbered parts with a message that says how many there are. */
export function optionsMessages(topics: ControllerTopics, slug: string, text: string): Message[] {
  const to = topics.group(slug);
  if (Buffer.byteLength(text) <= maxOptionsPart) return [retained(to.options, text)];
  const members = JSON.parse(text) as readonly unknown[];
  const parts = split(members.map((member) => JSON.stringify(member)));
  return [
    ...parts.map((part, index) => retained(to.optionsPart(index), part)),
    retained(to.options, JSON.stringify({ parts: parts.length, total: members.length })),
  ];
}

/** How many numbered parts a list takes; 0 where it is one message. */
export function partCount(text: string): number {
  if (Buffer.byteLength(text) <= maxOptionsPart) return 0;
  return split((JSON.parse(text) as readonly unknown[]).map((member) => JSON.stringify(member))).length;
}

function split(members: readonly string[]): string[] {
  const parts: string[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const member of members) {
    const size = Buffer.byteLength(member) + 1;
    if (bytes + size > maxOptionsPart) {
      parts.push([]);
      bytes = 2;
    }
    parts.at(-1)?.push(member);
    bytes += size;
  }
  return parts.map((part) => `[${part.join(",")}]`);
}

/** The group and the number of a part's topic; undefined for every other topic. */
export function readOptionsPart(
  topics: ControllerTopics,
  topic: string,
): { readonly slug: string; readonly index: number } | undefined {
  const [, slug, index] = /^group\/([^/]+)\/options\/(\d+)$/.exec(topic.slice(topics.root.length + 1)) ?? [];
  return slug === undefined || index === undefined ? undefined : { slug, index: Number(index) };
}
