import { expect, it } from "vitest";
import { parseMultipart } from "./multipart.ts";

it("reads what FormData sends, bytes unchanged", async () => {
  const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);
  const form = new FormData();
  form.set("chat_id", "5");
  form.set("caption", "两\r\n行");
  form.set("photo", new File([bytes], 'a "b".png', { type: "image/png" }));
  const request = new Request("http://localhost/", { method: "POST", body: form });
  const parsed = parseMultipart(Buffer.from(await request.arrayBuffer()), request.headers.get("content-type") ?? "");
  expect(parsed.fields).toEqual({ chat_id: "5", caption: "两\r\n行" });
  const file = parsed.files.get("photo");
  expect(file?.mimeType).toBe("image/png");
  expect(file?.bytes).toEqual(bytes);
});

it("reads parts without quotes and spaces, as grammY writes them", () => {
  const body = [
    '--b\r\ncontent-disposition:form-data;name="photo"\r\n\r\nattach://f1',
    '--b\r\ncontent-disposition:form-data;name="f1";filename=chart 1.png\r\ncontent-type:application/octet-stream\r\n\r\nPNG',
    "--b--\r\n",
  ].join("\r\n");
  const parsed = parseMultipart(Buffer.from(body), "multipart/form-data; boundary=b");
  expect(parsed.fields).toEqual({ photo: "attach://f1" });
  expect(parsed.files.get("f1")).toEqual({
    fileName: "chart 1.png",
    mimeType: "application/octet-stream",
    bytes: Buffer.from("PNG"),
  });
});

it("finds nothing without a boundary or an end", () => {
  const empty = { fields: {}, files: new Map() };
  expect(parseMultipart(Buffer.from("x"), "multipart/form-data")).toEqual(empty);
  expect(
    parseMultipart(
      Buffer.from('--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1'),
      "multipart/form-data; boundary=b",
    ),
  ).toEqual(empty);
});
