import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { atticDiscovery } from "../../test/discovery-options.ts";
import { group, snapshotOf } from "../../test/snapshot.ts";
import { type House, houseOf } from "../house/house.ts";
import { controllerDiscovery, type DiscoveryOptions, type DiscoveryPart, discoveryMessage } from "./discovery.ts";
import { DiscoveryRenderer } from "./renderer.ts";

const options: DiscoveryOptions = { ...atticDiscovery, commandExpiry: 30 };
const members = ["🇭🇰 香港 01", "JP", "none"];
const [first, second] = [group("Proxy", members), group("Auto", members, { type: "URLTest", fixed: "" })];

const houseWith = (...groups: ReturnType<typeof group>[]): House =>
  houseOf("home", snapshotOf(groups, { mode: "rule" }));
const bytesOf = (parts: readonly DiscoveryPart[]): string[] =>
  parts.map((part) => discoveryMessage(part, new Map()).payload);
const component = (parts: readonly DiscoveryPart[], platform: string) =>
  parts.flatMap((part) => [...part.components]).find(([key]) => key.startsWith(`${platform}_group_`))?.[1];

let renderer: DiscoveryRenderer;
beforeEach(() => {
  renderer = new DiscoveryRenderer(options);
});
afterEach(() => void vi.restoreAllMocks());

/** Every look at the clock finds so much later, in ms: each group is a slice of its own. */
function slowBy(ms: number): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += ms));
}

it("announces a usual house at once, as if it were made in one go", () => {
  slowBy(0);
  const house = houseWith(first, second);
  const rendering = renderer.render(() => house);
  expect(rendering).toEqual({ house, parts: controllerDiscovery(options, house) });
});

it("announces a large house in slices, byte for byte the same", async () => {
  slowBy(100);
  const house = houseWith(first, second);
  const rendering = renderer.render(() => house);
  expect(rendering).toBeInstanceOf(Promise);
  const { parts } = await rendering;
  expect(bytesOf(parts)).toEqual(bytesOf(controllerDiscovery(options, house)));
});

it("tells of a house that changes under way as it is in the end", async () => {
  slowBy(100);
  let house = houseWith(first, second);
  const under = renderer.render(() => house);
  house = houseWith({ ...first, all: [...members, "NEW"] }, group("Late", ["A"]));
  const { parts, house: told } = await under;
  expect(told).toBe(house);
  expect(bytesOf(parts)).toEqual(bytesOf(controllerDiscovery(options, house)));
});

it("renders once for all who ask while it does", async () => {
  slowBy(100);
  const house = houseWith(first, second);
  const rendering = renderer.render(() => house);
  expect(renderer.render(() => house)).toBe(rendering);
  await rendering;
  expect(renderer.render(() => house)).not.toBe(rendering);
});

it("keeps the components that are as before, whatever object the house is", async () => {
  const render = async (view: ReturnType<typeof group>) => {
    const house = houseWith(view);
    return await renderer.render(() => house);
  };
  const before = await render(first);
  const after = await render({ ...first, now: "JP" });
  expect(component(after.parts, "select")).toBe(component(before.parts, "select"));
  const changed = await render({ ...first, all: ["JP"], now: "JP" });
  expect(component(changed.parts, "select")).not.toBe(component(before.parts, "select"));
  expect(component(changed.parts, "select")).toMatchObject({ options: ["JP"] });
  expect(component(changed.parts, "button")).toBe(component(before.parts, "button"));
});
