/** Allowances of the flood control. The real numbers are not published; these are what its maintainers and the FAQ name. */
export interface FloodLimits {
  /** Messages (sends and edits together) per second in one private chat, once the burst is spent. */
  privatePerSecond: number;
  /** Messages that may leave at once in a private chat. */
  privateBurst: number;
  /** Messages per minute in one group. */
  groupPerMinute: number;
  /** Messages per second over all chats. */
  globalPerSecond: number;
}

/** What the server refuses. Lengths count UTF-16 units unless the name says bytes; times are milliseconds. */
export interface Limits {
  textLength: number;
  captionLength: number;
  entities: number;
  callbackDataBytes: number;
  buttons: number;
  buttonsPerRow: number;
  markupBytes: number;
  toastLength: number;
  copyTextLength: number;
  commands: number;
  photoBytes: number;
  documentBytes: number;
  /** A press must be answered within this time; afterwards "query is too old". */
  answerWithinMs: number;
  /** An unconfirmed press is dropped from the update queue after this time, any other update after `updateKeptMs`. */
  callbackKeptMs: number;
  updateKeptMs: number;
  /** A bot may delete a message for everyone only while it is younger. */
  deletableMs: number;
  flood: FloodLimits | "off";
}

/** The real server's allowances, for `limits: { flood: realFlood }`. */
export const realFlood: FloodLimits = { privatePerSecond: 1, privateBurst: 5, groupPerMinute: 20, globalPerSecond: 30 };

/** The real server's limits as documented or read in its source; flood control is off, because most tests are faster than a person. */
export const defaultLimits: Limits = {
  textLength: 4096,
  captionLength: 1024,
  entities: 100,
  callbackDataBytes: 64,
  buttons: 100,
  buttonsPerRow: 8,
  markupBytes: 10_240,
  toastLength: 200,
  copyTextLength: 256,
  commands: 100,
  photoBytes: 10 * 1024 * 1024,
  documentBytes: 50 * 1024 * 1024,
  answerWithinMs: 15_000,
  callbackKeptMs: 150_000,
  updateKeptMs: 24 * 60 * 60 * 1000,
  deletableMs: 48 * 60 * 60 * 1000,
  flood: "off",
};
