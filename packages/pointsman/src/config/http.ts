import { isIP } from "node:net";
import { z } from "zod";

/** Where the app listens for HTTP. */
export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** `127.0.0.1:9797`, `[::1]:9797`; undefined where it is none. */
export function parseListen(text: string): ListenAddress | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+|localhost)):(\d{1,5})$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 65_535) return undefined;
  const isAddress = bracketed === undefined ? plain === "localhost" || isIP(host) === 4 : isIP(host) === 6;
  return isAddress ? { host, port } : undefined;
}

/** Whether only this machine can reach it. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^(::ffff:)?127\./.test(host);
}

/** The config key `http`; without it the app listens nowhere. */
export const httpConfig = z
  .strictObject({
    listen: z
      .string()
      .refine((text) => parseListen(text) !== undefined, "must be an address and a port, such as 127.0.0.1:9797")
      .meta({ description: "Address and port of /healthz, /metrics and /api" })
      .default("127.0.0.1:9797"),
    token: z
      .string()
      .min(16, "must have at least 16 characters")
      .regex(/^[\x21-\x7e]+$/, "must be of printable ASCII without spaces")
      .meta({ description: "What /api, and /metrics too where it is set, ask for; better given as token-file" })
      .exactOptional(),
  })
  .superRefine(({ listen, token }, ctx) => {
    const address = parseListen(listen);
    if (token !== undefined || address === undefined || isLoopback(address.host)) return;
    ctx.addIssue({
      code: "custom",
      path: ["token"],
      message: "is missing: whoever listens beyond this machine must ask for one (or token-file)",
    });
  });
export type HttpConfig = z.output<typeof httpConfig>;
