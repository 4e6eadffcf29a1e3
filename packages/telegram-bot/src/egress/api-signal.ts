import type { Api } from "grammy";

type ApiSignal = NonNullable<Parameters<Api["getMe"]>[0]>;

/** grammY types signals by a polyfill; at run time any `AbortSignal` will do (it checks for `addEventListener` only). */
export function apiSignal(signal: AbortSignal): ApiSignal {
  return signal as unknown as ApiSignal;
}
