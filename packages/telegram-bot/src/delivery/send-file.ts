import { type Api, InputFile } from "grammy";
import { apiSignal } from "../egress/api-signal.ts";
import { classifyFailure, type Failure } from "./failure.ts";

/** A file for one chat. */
export interface OutgoingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Plain text below it, at most 1024 characters. */
  readonly caption: string;
}

/** Sends a file as it is. Sent once: nobody wants it twice. Undefined: it was taken. */
export async function sendFile(
  api: Api,
  chatId: number,
  { name, bytes, caption }: OutgoingFile,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  return await api.sendDocument(chatId, new InputFile(bytes, name), { caption }, apiSignal(signal)).then(
    () => undefined,
    (error: unknown) => classifyFailure(error),
  );
}
