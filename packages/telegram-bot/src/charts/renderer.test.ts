import { expect, onTestFinished, test, vi } from "vitest";
import { ChartRenderer, type RendererOptions } from "./renderer.ts";

const square = (colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="${colour}"/></svg>`;
const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const sizeOf = (png: Uint8Array): number[] => [16, 20].map((at) => Buffer.from(png).readUInt32BE(at));

function open(options?: RendererOptions): ChartRenderer {
  const renderer = new ChartRenderer(options);
  onTestFinished(async () => await renderer.close());
  return renderer;
}

test("pictures come out as PNG in the size of the SVG, each for whom it was asked", async () => {
  const renderer = open();
  const [red, blue] = await Promise.all([renderer.draw(square("red")), renderer.draw(square("blue"))]);
  expect([...red.subarray(0, 8)]).toEqual(pngStart);
  expect(sizeOf(red)).toEqual([40, 30]);
  expect(Buffer.compare(red, blue)).not.toBe(0);
  expect(Buffer.compare(red, await renderer.draw(square("red")))).toBe(0);
});

test("what is no SVG is refused in words, and the next one is drawn", async () => {
  const renderer = open();
  await expect(renderer.draw("<svg")).rejects.toThrow(/./);
  expect(sizeOf(await renderer.draw(square("red")))).toEqual([40, 30]);
});

test("the thread ends when nobody wants a picture, and begins again when somebody does", async () => {
  const renderer = open({ idleMs: 0 });
  await renderer.draw(square("red"));
  await vi.waitFor(() => expect(renderer.isWarm).toBe(false), { timeout: 20_000 });
  expect(sizeOf(await renderer.draw(square("red")))).toEqual([40, 30]);
});

test("closing rejects what is under way and what comes after", async () => {
  const renderer = open();
  const drawing = renderer.draw(square("red")).catch(String);
  await renderer.close();
  expect(await drawing).toContain("closed");
  await expect(renderer.draw(square("red"))).rejects.toThrow("closed");
});
