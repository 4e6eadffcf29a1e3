import type { Incoming } from "../mqtt/connection.ts";
import type { Message } from "../mqtt/message.ts";
import type { CommandTopic } from "../mqtt/topics.ts";
import { pageKeys } from "./describe.ts";
import { type Answer, BadCommand, describeError } from "./envelope.ts";
import type { Intent } from "./intent.ts";
import type { ReplyGuard } from "./reply-topics.ts";
import { isRowVerb } from "./rows.ts";

/** @param transaction Of a command without an intent of its own. */
export function success(
  topic: CommandTopic,
  intent: Intent | undefined,
  data: unknown,
  startedAt: number,
  transaction?: string,
): Answer {
  return { ...head(topic, intent, transaction), status: "ok", data, took_ms: since(startedAt) };
}

/** @param transaction Of a command that was not understood any further. */
export function failure(
  topic: CommandTopic,
  intent: Intent | undefined,
  error: unknown,
  startedAt: number,
  transaction?: string,
): Answer {
  const about = head(topic, intent, transaction);
  return { ...about, status: "error", error: describeError(error), took_ms: since(startedAt) };
}

/** Of what is sent about a command, which is worth nothing after a minute; MQTT 5 only. */
export const aboutCommand = { contentType: "application/json", messageExpiryInterval: 60 } as const;

export interface ReplyOptions {
  /** Where every answer to such a command goes. */
  readonly own: string;
  readonly mayReply: ReplyGuard;
  /** Bytes of payload that can be sent on a topic now. */
  readonly room: (topic: string) => number;
  /** Of a command that was understood. */
  readonly intent?: Intent | undefined;
}

/** The messages that answer what was asked: on the topic of all such answers, and where the asker wants it, on that one. */
export function repliesTo(asked: Incoming, answer: Answer, { own, mayReply, room, intent }: ReplyOptions): Message[] {
  const reply = (topic: string, correlationData?: Buffer): Message => ({
    topic,
    payload: payloadOf(answer, intent, room(topic) - (correlationData?.byteLength ?? 0)),
    qos: 1,
    retain: false,
    urgent: true,
    properties: correlationData === undefined ? aboutCommand : { ...aboutCommand, correlationData },
  });
  const { responseTopic, correlationData } = asked;
  return [reply(own), ...(mayReply(responseTopic) ? [reply(responseTopic, correlationData)] : [])];
}

/** The answer as it leaves; one that no broker would take becomes a refusal that says how to ask for less. */
export function payloadOf(answer: Answer, intent: Intent | undefined, maxBytes: number): string {
  const payload = JSON.stringify(answer);
  const bytes = Buffer.byteLength(payload);
  if (bytes <= maxBytes) return payload;
  const { data: _, ...rest } = answer;
  const error = new BadCommand(
    "too-large",
    `the answer has ${bytes} bytes, and ${maxBytes} can be sent; ${askForLess(intent)}`,
  );
  return JSON.stringify({ ...rest, status: "error", error: describeError(error) });
}

/** What every message about a command says of it. */
export function head(
  topic: CommandTopic,
  intent: Intent | undefined,
  transaction = intent?.request.transaction,
): Pick<Answer, "verb" | "controller" | "transaction"> {
  return {
    verb: intent?.operation ?? (topic.kind === "request" ? topic.verb : topicName(topic)),
    controller: topic.controller,
    ...(transaction === undefined ? {} : { transaction }),
  };
}

/** The command's name without base and controller: `set/mode`, `request/select-node`. */
export function topicName(topic: CommandTopic): string {
  switch (topic.kind) {
    case "set":
      return ["set", topic.target, topic.item].filter((part) => part !== undefined).join("/");
    case "command":
      return `cmd/${topic.verb}`;
    case "request":
      return `request/${topic.verb}`;
  }
}

function askForLess(intent: Intent | undefined): string {
  if (intent?.operation === "describe") return "ask for one operation";
  const keys =
    intent === undefined || intent.operation === "dashboard" || isRowVerb(intent.operation)
      ? []
      : pageKeys(intent.operation);
  return keys.length === 0 ? "ask for less" : `ask for a part by ${keys.join(" and ")}`;
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
