import { isObject } from "../go/decode.ts";
import { send, sendNothing } from "../reply.ts";
import { type Exchange, invalid, Refusal } from "../router/exchange.ts";
import { decodeSegment } from "../router/paths.ts";
import { type Mount, segmentsOf } from "../router/router.ts";
import { maxValueBytes } from "../world/storage.ts";

/** `/cache/…/flush`. */
export const cacheMount: Mount = {
  prefix: "/cache",
  resolve(rest, { world }) {
    if (rest === "/fakeip/flush") return { POST: ({ res }) => sendNothing(res) };
    return rest === "/dns/flush" && world.profile.dnsFlush ? { POST: ({ res }) => sendNothing(res) } : undefined;
  },
};

/** `/storage/{key}`: what dashboards keep. */
export const storageMount: Mount = {
  prefix: "/storage",
  resolve(rest) {
    const [raw, ...below] = segmentsOf(rest);
    if (raw === undefined || raw === "" || below.length > 0) return undefined;
    const key = decodeSegment(raw);
    return {
      GET: ({ res, world }) => {
        send(res, 200, { "Content-Type": "application/json" }, world.storage.get(key) ?? "null");
      },
      PUT: (exchange) => put(exchange, key),
      DELETE: ({ res, world }) => {
        world.storage.delete(key);
        sendNothing(res);
      },
    };
  },
};

function put({ res, world, body }: Exchange, key: string): void {
  if (!isJson(body)) throw invalid();
  if (body.length > maxValueBytes) throw new Refusal(413, "payload exceeds 1MB limit");
  world.storage.put(key, body);
  sendNothing(res);
}

function isJson(body: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return value === null || isObject(value) || value !== undefined;
  } catch {
    return false;
  }
}
