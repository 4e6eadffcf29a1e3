// The client's own words, in the person's language; what the bot writes is the bot's.

const en = {
  bot: "bot",
  connecting: "connecting…",
  copied: "Copied to clipboard.",
  copyRefused: "The browser does not let this page copy.",
  deleted: "Deleted message",
  edited: "edited",
  members: (count) => `${count} members`,
  menu: "Menu",
  message: "Message",
  noAnswer: "The bot did not answer.",
  ok: "OK",
  photo: "Photo",
  pinned: (name) => `${name} pinned a message`,
  pinnedMessage: "Pinned message",
  somebody: "Somebody",
  start: "START",
  actions: { typing: "typing", upload_photo: "sending a photo", upload_document: "sending a file" },
  working: "working",
};

const zh = {
  bot: "机器人",
  connecting: "连接中…",
  copied: "已复制到剪贴板。",
  copyRefused: "浏览器不允许此页面复制。",
  deleted: "已删除的消息",
  edited: "已编辑",
  members: (count) => `${count} 位成员`,
  menu: "菜单",
  message: "输入消息",
  noAnswer: "机器人没有回应。",
  ok: "好",
  photo: "图片",
  pinned: (name) => `${name} 置顶了一条消息`,
  pinnedMessage: "置顶消息",
  somebody: "某人",
  start: "开始",
  actions: { typing: "正在输入", upload_photo: "正在发送图片", upload_document: "正在发送文件" },
  working: "处理中",
};

let language = "en";

/** @param {string | undefined} code the language of the person's client, for example `zh-hans` */
export function speak(code) {
  language = code?.startsWith("zh") ? "zh" : "en";
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words()[element.dataset.word];
}

export const words = () => (language === "zh" ? zh : en);

/** BCP 47 tag for dates and relative times. */
export const locale = () => (language === "zh" ? "zh-CN" : "en-GB");
