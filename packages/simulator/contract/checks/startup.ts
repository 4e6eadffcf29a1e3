import { describe, expect, it } from "vitest";
import { type TargetKind, useTarget } from "../target.ts";
import type { Answer } from "../wire/http.ts";
import { askUntil, postRestart, watchLife } from "./restarting.ts";

/** Path → what the core answers before its configuration is applied. */
const empty: Readonly<Record<string, string>> = {
  "/proxies": '{"proxies":{}}\n',
  "/group": '{"proxies":null}\n',
  "/rules": '{"rules":[]}\n',
  "/providers/proxies": '{"providers":null}\n',
  "/providers/rules": '{"providers":null}\n',
};

/** Reference §1.1: the controller answers before the configuration is applied. */
export function startupChecks(kind: TargetKind): void {
  describe("startup (§1.1)", () => {
    const core = useTarget(kind);

    it.each(Object.entries(empty))(
      "answers %s with the empty form, then with what is loaded, at last with all",
      async (path, form) => {
        const whole = namesIn(await core().get(path));
        const life = await watchLife(core());
        await postRestart(core());
        await life.over;
        const answers = await askUntil(core(), path, (answer) => namesIn(answer).join() === whole.join());
        for (const answer of answers) {
          expect(answer.status).toBe(200);
          // Nodes of a subscription come a moment after those of the configuration.
          if (answer.text !== form) expect(whole).toEqual(expect.arrayContaining(namesIn(answer)));
        }
      },
    );
  });
}

/** What a listing names: tells the whole from a part. */
function namesIn(answer: Answer): string[] {
  const list = Object.values(answer.json<Record<string, object | null>>())[0] ?? {};
  if (!Array.isArray(list)) return Object.keys(list).toSorted();
  return list.map((entry: { name?: string; payload?: string }) => entry.name ?? entry.payload ?? "").toSorted();
}
