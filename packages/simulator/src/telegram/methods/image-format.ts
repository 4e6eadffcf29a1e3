export interface ImageFormat {
  width: number;
  height: number;
  mimeType: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
}

/** Kind and size of a PNG, JPEG, GIF or WebP (lossy) picture by its own header; `undefined` for anything else. */
export function imageFormat(bytes: Buffer): ImageFormat | undefined {
  if (bytes.length < 24) return undefined;
  if (bytes.readUInt32BE(0) === 0x89504e47) {
    return { mimeType: "image/png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (bytes.toString("latin1", 0, 3) === "GIF") {
    return { mimeType: "image/gif", width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  }
  if (bytes.readUInt16BE(0) === 0xffd8) return jpegFormat(bytes);
  if (bytes.length >= 30 && bytes.toString("latin1", 8, 16) === "WEBPVP8 ") {
    const [width, height] = [bytes.readUInt16LE(26), bytes.readUInt16LE(28)].map((size) => size % 0x4000);
    return { mimeType: "image/webp", width: width ?? 0, height: height ?? 0 };
  }
  return undefined;
}

/** Walks the segments up to the first frame header (C0–CF without the tables C4, C8, CC). */
function jpegFormat(bytes: Buffer): ImageFormat | undefined {
  let position = 2;
  while (position + 9 < bytes.length && bytes[position] === 0xff) {
    const marker = bytes[position + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      return {
        mimeType: "image/jpeg",
        height: bytes.readUInt16BE(position + 5),
        width: bytes.readUInt16BE(position + 7),
      };
    }
    position += 2 + bytes.readUInt16BE(position + 2);
  }
  return undefined;
}
