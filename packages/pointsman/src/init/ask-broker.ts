import type { MqttConfigInput } from "@pointsman/mqtt-bridge";
import type { Step } from "./step.ts";

/** A broker that let us in. */
export interface BrokerReply {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

/** Third question: tries the broker, and asks for a user only where the broker wants one. Undefined: no MQTT. */
export async function askBroker({ prompter, texts }: Step): Promise<BrokerReply | undefined> {
  prompter.say(`\n${texts.mqttTitle}`);
  for (;;) {
    const answer = await prompter.ask(texts.mqttAddress);
    if (answer === "") return undefined;
    const broker = brokerAt(answer);
    if (broker === undefined) {
      prompter.say(texts.mqttAddressShape);
      continue;
    }
    let trial = await tryOnce(broker, prompter.signal);
    let reply = broker;
    if (!trial.ok && trial.reason === "login" && broker.username === undefined) {
      reply = {
        url: broker.url,
        username: await prompter.ask(texts.mqttUser),
        password: await prompter.ask(texts.mqttPassword, { hidden: true }),
      };
      trial = await tryOnce(reply, prompter.signal);
    }
    if (trial.ok) {
      prompter.say(texts.mqttConnected(trial.protocol));
      return reply;
    }
    prompter.signal.throwIfAborted();
    prompter.say(texts.brokerProblems[trial.reason]);
  }
}

async function tryOnce(broker: MqttConfigInput, signal: AbortSignal) {
  const { mqttConfig, tryBroker } = await import("@pointsman/mqtt-bridge");
  return await tryBroker(mqttConfig.parse(broker), { signal });
}

/** `broker`, `broker:1884` and `mqtt://me:password@broker` are answers, too; a password never goes into the config. */
export function brokerAt(answer: string): BrokerReply | undefined {
  const url = URL.parse(/^[a-z]+:\/\//i.test(answer) ? answer : `mqtt://${answer}`);
  if (url === null || !["mqtt:", "mqtts:", "ws:", "wss:"].includes(url.protocol) || url.hostname === "")
    return undefined;
  const { username, password } = url;
  url.username = "";
  url.password = "";
  return {
    url: url.href.replace(/\/$/, ""),
    ...(username === "" ? {} : { username: decodeURIComponent(username), password: decodeURIComponent(password) }),
  };
}
