import { exitCodes } from "../exit.ts";
import type { Command } from "./command.ts";

const text = `Steer a proxy core from the command line, from Telegram and over MQTT.

  pointsman endpoints [--json]           what the core's API offers
  pointsman operations [--json]          what can be done with it
  pointsman call ROW [JSON]              call one endpoint         call proxies.get '{"proxy":"HK 01"}'
  pointsman do OPERATION [JSON]          do one thing, and verify  do select-node '{"group":"Proxy","node":"HK 01"}'
  pointsman watch STREAM [JSON]          traffic, memory, logs, connections, changes: one line per frame
  pointsman init                         three questions, then the first switch on your own core
  pointsman run                          run the bot and the bridge that the config names
  pointsman check                        look for mistakes in the config, and say what it would start
  pointsman doctor                       look whether core, broker, Telegram and this machine are well
  pointsman usage                        who used what, from the ledger that run keeps
  pointsman backup FILE                  save the state, while the service may run
  pointsman restore FILE                 bring it back, while it does not
  pointsman mqtt purge                   take everything of ours off the broker
  pointsman mqtt dashboard               a dashboard for Home Assistant, from the bridge that runs
  pointsman mqtt discovery | topics      what the bridge would announce and retain, without a broker
  pointsman mqtt publish                 tell the broker once how all is, and end (for cron, without an app that runs)
  pointsman demo                         a household to play with

  --controller URL      address of the core, or the name of one in the config (POINTSMAN_CONTROLLER;
                        default http://127.0.0.1:9090)
  --secret S            its secret (POINTSMAN_SECRET); better --secret-file FILE
  --config FILE         the config; for run, check and usage the default is pointsman.yaml
  --api-root URL        for init: a Telegram Bot API server of your own
  --by device|host|outbound|rule|provider, --since 7d, --until today, --top 10, --csv    for usage
  --with-config --with-secrets           for backup: the config too, and the secrets that it holds or names
  --output FILE         write the answer of a call to a file
  --port N --no-node-red                 for the demo
  --help --version

JSON holds the parameters flat, a body apart as "body". Results are JSON on stdout; a mistake is one sentence on
stderr with its code in front. Exit status: 0 done, 1 failed, 2 wrong usage, 78 wrong config.
`;

/** Prints what the command line can do. */
export const help: Command = async ({ console }) => {
  await console.line(text.trimEnd());
  return exitCodes.done;
};
