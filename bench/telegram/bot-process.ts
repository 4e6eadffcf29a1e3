import { openController } from "@pointsman/core";
import { startBot } from "@pointsman/telegram-bot";

// The bot in a process of its own, as in a household; says every half second how much memory it takes.
// Arguments: the Bot API server's address, the token, the core's address.
const [apiRoot = "", token = "", url = ""] = process.argv.slice(2);
const controller = openController({ id: "home", url });
const bot = await startBot({
  config: { token, "api-root": apiRoot, users: { "1001": "admin" } },
  controllers: new Map([["home", controller]]),
});
await bot.ready;
const mb = (): number => process.memoryUsage.rss() / (1 << 20);
console.log(JSON.stringify({ mb: mb() }));
setInterval(() => console.log(JSON.stringify({ mb: mb() })), 500);
