import { ControllerError } from "@pointsman/core";
import { describe, expect, test } from "vitest";
import { paperChat } from "../../../test/support/chat.ts";
import { fakeController, type RunCall } from "../../../test/support/fake-controller.ts";
import { deskOnPaper } from "../../../test/support/people.ts";
import { group, node, snapshot } from "../../../test/support/snapshot.ts";
import { locales } from "../../locales/index.ts";
import { Questions } from "../../session/questions.ts";
import { askTwice } from "../asking.ts";
import { handlers } from "../index.ts";
import type { Deed, PressContext, PressResult } from "../press.ts";

const picture = snapshot([group("Proxy", ["HK"])], [node("HK", 45)]);

function open(answer?: (call: RunCall) => unknown) {
  const fake = fakeController("home", picture, answer);
  const { session } = paperChat([fake.controller]);
  const press: PressContext = {
    session,
    controller: fake.controller,
    actor: session.actor("Ada"),
    t: locales.en,
    questions: new Questions<Deed>(),
    desk: deskOnPaper(session.state.people).desk,
  };
  const yes = async ({ route }: PressResult): Promise<PressResult> => {
    const question = route?.at === "confirm" ? route.question : "";
    return await handlers.confirm(press, { do: "confirm", question });
  };
  return { press, yes, runs: fake.runs };
}

const rejected = (detail: string) => new ControllerError("rejected", "The core refused.", { detail });

describe("an upgrade of the core", () => {
  test("is asked about twice, and tells the version that runs afterwards", async () => {
    const { press, yes, runs } = open(() => ({ was: "v1.19.2", version: "v1.20.0", tookMs: 4000.4 }));
    const first = await handlers.upgradeCore(press, { do: "upgradeCore" });
    const second = await yes(first);
    expect(second.route).toMatchObject({ at: "confirm", isLast: true });
    expect(runs).toEqual([]);
    expect((await yes(second)).notice).toEqual({
      kind: "done",
      text: "✅ Core upgraded: v1.19.2 → v1.20.0 (4000 ms)",
    });
    expect(runs.map(({ id }) => id)).toEqual(["upgrade-core"]);
    expect((await yes(second)).toast).toBe(locales.en.confirm.expired);
  });

  test("that found nothing newer says so", async () => {
    const { press, yes } = open(() => ({ was: "v1.20.0", version: "v1.20.0", tookMs: 0 }));
    const done = await yes(await yes(await handlers.upgradeCore(press, { do: "upgradeCore" })));
    expect(done.toast).toBe("✅ The core is the newest already: v1.20.0");
  });

  test.each([
    ['get latest version: Get "https://github.com/x/y/z?v=1": EOF', "(get latest version: Get github.com: EOF)"],
    ["get Latest Version fail: Get: EOF", "could not fetch it"],
    ["downloading: context deadline exceeded", "could not fetch it"],
    ["replacing: permission denied", "could not put it in place"],
  ])("that failed with %j says in one sentence what to look at", async (detail, says) => {
    const { press, yes } = open(() => {
      throw rejected(detail);
    });
    const done = await yes(await yes(await handlers.upgradeCore(press, { do: "upgradeCore" })));
    expect(done.notice?.kind).toBe("failed");
    expect(done.notice?.text).toContain(says);
    expect(done.notice?.text).toContain(detail.slice(0, 9));
    expect(done.toast?.length).toBeLessThanOrEqual(200);
  });

  test("that failed for any other reason is told as every refusal is", async () => {
    const { press, yes } = open(() => {
      throw new ControllerError("unreachable", "x");
    });
    const second = await yes(await handlers.upgradeCore(press, { do: "upgradeCore" }));
    await expect(yes(second)).rejects.toThrow("x");
  });
});

test("new web pages are asked about once", async () => {
  const { press, yes, runs } = open(() => ({ tookMs: 12.2 }));
  expect((await yes(await handlers.upgradeUi(press, { do: "upgradeUi" }))).toast).toBe(
    "✅ The web pages are new (12 ms)",
  );
  expect(runs.map(({ id }) => id)).toEqual(["upgrade-ui"]);
});

test("the two questions are about the controller that was asked about", async () => {
  const { press, yes } = open();
  const asked = askTwice(press, { text: "A?", last: (name) => `B ${name}?`, run: async () => ({ toast: "done" }) });
  const second = await yes(asked);
  expect(second.route).toMatchObject({ text: "B home?", back: { do: "maintenance" } });
  expect((await yes(second)).toast).toBe("done");
});
