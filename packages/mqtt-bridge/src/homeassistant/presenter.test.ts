import { beforeEach, expect, it } from "vitest";
import { snapshotOf } from "../../test/snapshot.ts";
import { type House, houseOf } from "../house/house.ts";
import { Presenter } from "./presenter.ts";
import type { Rendering } from "./renderer.ts";

const houses = ["first", "second"].map((name) => houseOf(name, snapshotOf([])));
const [first, second] = houses as [House, House];

let log: string[] = [];
let house = first;
let isConnected = true;
/** Ends the renderings that are under way, oldest first. */
let finish: (() => void)[] = [];
let takesLong = true;
let isBroken = false;
let presenter: Presenter;

beforeEach(() => {
  log = [];
  house = first;
  isConnected = true;
  finish = [];
  takesLong = true;
  isBroken = false;
  presenter = new Presenter({
    renderer: {
      render: (newest) => {
        const begun = newest();
        log.push(`renders ${begun.controller}`);
        const done: Rendering = {
          house: begun,
          parts: [{ topic: begun.controller, about: {}, components: new Map() }],
        };
        if (takesLong)
          return new Promise((resolve, reject) => {
            finish.push(() => (isBroken ? reject(new Error("a bug")) : resolve(done)));
          });
        if (isBroken) throw new Error("a bug");
        return done;
      },
    },
    announcer: {
      update: (parts) => log.push(`update ${parts[0]?.topic}`),
      again: () => log.push("again"),
      isSettled: true,
    },
    house: () => house,
    isConnected: () => isConnected,
    failed: (error) => log.push(String(error)),
    presented: ({ again, force }) => log.push(`states${again ? " again" : ""}${force ? " forced" : ""}`),
  });
});

/** Ends what is rendered, and lets what waits for it go on. */
async function finished(): Promise<void> {
  finish.shift()?.();
  await new Promise(setImmediate);
}

it("announces a usual house at once, and then its states", () => {
  takesLong = false;
  presenter.present();
  presenter.present({ again: true });
  expect(log).toEqual([
    "renders first",
    "update first",
    "states",
    "renders first",
    "update first",
    "again",
    "states again",
  ]);
  expect(presenter.isRendering).toBe(false);
});

it("lets no state go before a large house is announced", async () => {
  presenter.present({ again: true });
  expect([presenter.isSettled, presenter.isStartingOver]).toEqual([false, true]);
  expect(log).toEqual(["renders first"]);
  await finished();
  expect(log).toEqual(["renders first", "update first", "again", "states again"]);
  expect([presenter.isSettled, presenter.isStartingOver]).toEqual([true, false]);
});

it("renders once for all that is asked meanwhile, and forgets nothing of it", async () => {
  presenter.present();
  expect(presenter.isStartingOver).toBe(false);
  presenter.present({ force: true });
  presenter.present({ again: true });
  presenter.present();
  await finished();
  expect(log).toEqual(["renders first", "update first", "again", "states again forced"]);
  presenter.present();
  await finished();
  expect(log.slice(4)).toEqual(["renders first", "update first", "states"]);
});

it("announces the newest house alone", async () => {
  presenter.present({ force: true });
  house = second;
  presenter.present();
  await finished();
  expect(log).toEqual(["renders first", "renders second"]);
  expect(presenter.isRendering).toBe(true);
  await finished();
  expect(log.slice(2)).toEqual(["update second", "states forced"]);
});

it("drops what was rendered when the connection went, and starts over with the next one", async () => {
  presenter.present({ again: true });
  isConnected = false;
  await finished();
  expect(log).toEqual(["renders first"]);
  presenter.present({ again: true });
  expect(log).toEqual(["renders first"]);
  isConnected = true;
  presenter.present();
  await finished();
  expect(log).toEqual(["renders first", "renders first", "update first", "states"]);
});

it("goes on for a connection that came back meanwhile", async () => {
  presenter.present();
  isConnected = false;
  isConnected = true;
  presenter.present({ again: true });
  await finished();
  expect(log).toEqual(["renders first", "update first", "again", "states again"]);
});

it("tells nothing once it was stopped", async () => {
  presenter.present({ again: true });
  presenter.stop();
  house = second;
  await finished();
  expect(log).toEqual(["renders first"]);
});

it.each([false, true])(
  "goes on telling states where an announcement cannot be made (in slices: %s), and tries again",
  async (inSlices) => {
    takesLong = inSlices;
    isBroken = true;
    presenter.present({ again: true });
    await finished();
    presenter.present();
    await finished();
    expect(log).toEqual(["renders first", "Error: a bug", "states again", "renders first", "states again"]);
    expect([presenter.isRendering, presenter.isSettled]).toEqual([false, true]);
    isBroken = false;
    presenter.present();
    await finished();
    expect(log.slice(5)).toEqual(["renders first", "update first", "again", "states again"]);
  },
);
