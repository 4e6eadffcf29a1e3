import { expect, it } from "vitest";
import { imageFormat } from "./image-format.ts";

const png = Buffer.concat([
  Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
  Buffer.from("0000050000 0002d0".replace(" ", ""), "hex"),
]);
const gif = Buffer.concat([Buffer.from("GIF89a"), Buffer.from("40016801", "hex"), Buffer.alloc(20)]);
const jpeg = Buffer.concat([Buffer.from("ffd8ffe000040000ffc0001108016801400301", "hex"), Buffer.alloc(20)]);

it("reads kind and size from the header", () => {
  expect(imageFormat(png)).toEqual({ mimeType: "image/png", width: 1280, height: 720 });
  expect(imageFormat(gif)).toEqual({ mimeType: "image/gif", width: 320, height: 360 });
  expect(imageFormat(jpeg)).toEqual({ mimeType: "image/jpeg", width: 320, height: 360 });
});

it("takes nothing else for a picture", () => {
  expect(imageFormat(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toBeUndefined();
  expect(imageFormat(Buffer.from("x"))).toBeUndefined();
});
