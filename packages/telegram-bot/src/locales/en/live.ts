/** The texts of live views and of upgrades, in English; spread into `en`. */
export const enLive = {
  wishes: {
    open: "🧭 Open",
    all: "All controllers",
    only: (controller: string): string => `Only ${controller}`,
    forAll: "What is said here holds for every controller that is not told otherwise.",
    forOne: (controller: string): string => `What is said here holds for ${controller} alone; ↳ is as for all.`,
    differs: (what: string): string => `Otherwise: ${what}`,
    asAll: "↳ As for all controllers",
    strangers: "Strangers, once a day",
  },
  door: {
    title: "Strangers at the door",
    counts: (messages: number, people: number): string =>
      people === 1
        ? `${messages === 1 ? "1 message" : `${messages} messages`} of one person who may not use the bot.`
        : `${messages} messages of ${people} people who may not use the bot.`,
    more: (messages: number): string => `${messages} messages of very many people who may not use the bot.`,
    silence: "They got no answer.",
    last: (names: string): string => `The latest: ${names}`,
  },
  live: {
    slowed: "🐢 Slowed by Telegram: updates come more seldom for a while.",
    asOf: (when: string): string => `🕒 As of ${when}`,
    pin: "📌 Keep it live",
    pinAgain: "📌 Move it here",
    unpin: "⏹ End it",
    pinnedTitle: "📌 Dashboard",
    ended: "⏹ This one is not live any more.",
    pinned: "📌 It is pinned, and goes on until you end it.",
    unpinned: "It goes on until you end it, but this chat does not let it be pinned.",
    unsent: "It could not be sent; try again.",
  },
  tail: {
    hold: "⏸ Pause",
    release: "▶ Go on",
    filter: "🔎 Filter",
    whole: "📜 All lines",
    file: "📄 As a file",
    holding: "⏸ It stands still; lines are still counted.",
    released: "▶ Live again",
    held: (count: number): string => `⏸ paused${count === 0 ? "" : `, ${count} new lines`}`,
    only: (text: string): string => `🔎 Only lines with “${text}”`,
    prompt: "Send me a part of the lines that you want, such as: netflix; or - for all.",
    confirmDebug: "Show every line, debug too? A busy core says very many; most will be left out.",
    setCore: (level: string): string => `🔧 Let the core log: ${level}`,
    coreSet: (was: string, now: string): string => `✅ The core logs: ${was} → ${now}`,
    caption: (controller: string, lines: number): string =>
      lines === 1 ? `The log of ${controller}: 1 line` : `The log of ${controller}: the latest ${lines} lines`,
    sent: (lines: number): string => (lines === 1 ? "📄 1 line" : `📄 ${lines} lines`),
    notSent: "The file could not be sent.",
    nothing: "This core has warned of nothing since the bot was started.",
  },
  upgrade: {
    core: "⬆️ Upgrade core",
    ui: "🖥 New web pages",
    sure: "Yes, now",
    confirmCore:
      "Let the core fetch its newest version and restart with it? All connections break for some seconds, this chat's too.",
    confirmUi: "Let the core fetch its web pages anew? Whoever has them open must load them again.",
    lastCore: (controller: string): string =>
      `Step 2 of 2: replace the program of ${controller} now? There is no undo from here.`,
    lastRestart: (controller: string): string => `Step 2 of 2: restart ${controller} now?`,
    lastReload: (controller: string): string => `Step 2 of 2: load the config of ${controller} anew now?`,
    newest: (version: string): string => `✅ The core is the newest already: ${version}`,
    upgraded: (was: string, now: string, ms: number): string => `✅ Core upgraded: ${was} → ${now} (${ms} ms)`,
    uiUpgraded: (ms: number): string => `✅ The web pages are new (${ms} ms)`,
    unfetched: (words: string): string =>
      `The core could not fetch it, so nothing was changed: see whether it has a way to the internet (${words}).`,
    uninstalled: (words: string): string =>
      `The core fetched it, but could not put it in place: see whether it may write there (${words}).`,
  },
};
