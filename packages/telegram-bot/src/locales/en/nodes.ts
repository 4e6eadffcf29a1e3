/** The texts of the screens about lists of nodes, in English; spread into `en`. */
export const enNodes = {
  list: {
    filter: "🔎 Filter",
    filters: "Filter",
    left: (left: number, all: number): string => `${left} of ${all} nodes fit.`,
    show: (left: number): string => `👀 Show ${left}`,
    cheap: "≤ 1×",
    ownNodes: "config",
    noFilter: "✖ No filter",
    history: "History",
    range: (least: number, most: number): string => (least === most ? `${least} ms` : `${least}–${most} ms`),
    through: "Reached through",
    gone: (node: string): string => `${node} is gone. On top stands what it may be called now.`,
    maybe: "❔ What you tapped is gone. It may be called so now; tap to look before you switch:",
    whichPage: (page: number, pages: number): string => `Page ${page} of ${pages}. Where to?`,
    askPage: "✏️ Number or name",
    pagePrompt: (pages: number): string => `Send me a page from 1 to ${pages}, or part of a node's name.`,
    noPage: (text: string): string => `No page is “${text}”, and no node is called so.`,
  },
  flow: {
    short: { total: "Σ bytes", speed: "🚀 speed", newest: "🆕 newest", host: "🔤 host", program: "🧩 program" },
    pause: "⏸ Pause",
    goOn: "▶ Go on",
    paused: "⏸ Standing still.",
  },
  safeKeep: {
    button: (node: string): string => `🔒 Keep anyway: ${node}`,
    confirm: (group: string, node: string): string =>
      `Keep ${group} on ${node}, even where Telegram is out of reach through it? Nothing is taken back then: this chat may fall silent until the group is switched elsewhere, such as from a panel.`,
    modeChecking: "This chat travels through the core: I go back by myself if it breaks.",
    modeBack: (mode: string): string => `↩️ Telegram was out of reach: the mode is ${mode} again.`,
    modeStuck: "Telegram was out of reach, and the mode could not be put back.",
    kept: (group: string, node: string): string => `🔒 ${group} stays on ${node}, whether Telegram answers or not.`,
  },
};
