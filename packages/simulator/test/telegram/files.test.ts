import { describe, expect, it } from "vitest";
import { onePixel, startClient, type Answer, type BotClient } from "./bot-client.ts";

function upload(
  client: BotClient,
  method: string,
  fields: Record<string, string>,
  files: Record<string, File>,
): Promise<Answer> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  for (const [name, file] of Object.entries(files)) body.set(name, file);
  return client.request(method, { method: "POST", body });
}

const chart = new File([onePixel], "chart.png", { type: "image/png" });
const log = new File(["line\n"], "日志.txt", { type: "text/plain" });

function wide(width: number, height: number): File {
  const header = Buffer.from(onePixel);
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return new File([header], "wide.png");
}

describe("photos and documents", () => {
  it("arrive with caption and bytes, uploaded by name or by reference", async () => {
    const client = await startClient();
    await upload(client, "sendPhoto", { chat_id: "1001", caption: "<b>1 h</b>", parse_mode: "HTML" }, { photo: chart });
    await upload(client, "sendDocument", { chat_id: "1001", document: "attach://f" }, { f: log });
    const [photo, document] = client.anna.messages();
    expect(photo).toMatchObject({ text: "1 h", html: "<b>1 h</b>", photo: { width: 1, height: 1 } });
    expect(photo?.photo?.bytes).toEqual(onePixel);
    expect(document?.document).toMatchObject({ fileName: "日志.txt", mimeType: "text/plain" });
    expect(client.api.calls.of("sendDocument")[0]?.files).toEqual(["f"]);
  });

  it("can be fetched by getFile and sent again by their id", async () => {
    const client = await startClient();
    const sent = await upload(client, "sendDocument", { chat_id: "1001" }, { document: log });
    const { file_id } = (sent.result as { document: { file_id: string } }).document;
    const { file_path } = await client.must<{ file_path: string }>("getFile", { file_id });
    const fetched = await fetch(`${client.api.url}/file/bot${client.api.token}/${file_path}`);
    expect(await fetched.text()).toBe("line\n");
    expect((await fetch(`${client.api.url}/file/bot1:x/${file_path}`)).status).toBe(401);
    expect((await fetch(`${client.api.url}/file/bot${client.api.token}/nowhere`)).status).toBe(404);
    await client.must("sendDocument", { chat_id: 1001, document: file_id });
    expect(client.anna.messages()).toHaveLength(2);
  });

  it("stay what they are: a photo is no text to edit, but its picture and caption may change", async () => {
    const client = await startClient();
    const sent = await upload(client, "sendPhoto", { chat_id: "1001", caption: "1 h" }, { photo: chart });
    const { message_id } = sent.result as { message_id: number };
    const place = { chat_id: 1001, message_id };
    expect((await client.call("editMessageText", { ...place, text: "x" })).description).toBe(
      "Bad Request: there is no text in the message to edit",
    );
    await client.must("editMessageCaption", { ...place, caption: "6 h" });
    const media = JSON.stringify({ type: "photo", media: "attach://next", caption: "24 h" });
    await upload(
      client,
      "editMessageMedia",
      { chat_id: "1001", message_id: String(message_id), media },
      { next: wide(4, 3) },
    );
    expect(client.anna.messages()).toMatchObject([{ text: "24 h", photo: { width: 4, height: 3 }, edits: 2 }]);
  });

  it("a text may become a photo", async () => {
    const client = await startClient();
    const { message_id } = await client.must<{ message_id: number }>("sendMessage", { chat_id: 1001, text: "x" });
    expect((await client.call("editMessageCaption", { chat_id: 1001, message_id, caption: "c" })).description).toBe(
      "Bad Request: there is no caption in the message to edit",
    );
    const media = JSON.stringify({ type: "photo", media: "attach://p" });
    await upload(client, "editMessageMedia", { chat_id: "1001", message_id: String(message_id), media }, { p: chart });
    expect(client.anna.messages()[0]?.photo).toBeDefined();
  });

  it.each<[string, Record<string, string>, Record<string, File>, string]>([
    ["no file", {}, {}, "there is no photo in the request"],
    ["a missing part", { photo: "attach://f" }, {}, "there is no file with the name f"],
    ["an unknown id", { photo: "AgAC" }, {}, "wrong remote file identifier specified: Wrong string length"],
    ["an empty file", {}, { photo: new File([], "x.png") }, "file must be non-empty"],
    ["no picture", {}, { photo: log }, "IMAGE_PROCESS_FAILED"],
    ["a huge picture", {}, { photo: wide(9000, 1001) }, "PHOTO_INVALID_DIMENSIONS"],
    ["a ribbon", {}, { photo: wide(2100, 100) }, "PHOTO_INVALID_DIMENSIONS"],
    ["a long caption", { caption: "x".repeat(1025) }, { photo: chart }, "message caption is too long"],
  ])("refuses %s", async (_what, fields, files, reason) => {
    const client = await startClient();
    const answer = await upload(client, "sendPhoto", { chat_id: "1001", ...fields }, files);
    expect(answer).toMatchObject({ status: 400, description: `Bad Request: ${reason}` });
  });

  it("refuses more bytes than the limit", async () => {
    const client = await startClient({ limits: { photoBytes: 10 } });
    expect((await upload(client, "sendPhoto", { chat_id: "1001" }, { photo: chart })).description).toBe(
      "Bad Request: file is too big",
    );
  });
});
