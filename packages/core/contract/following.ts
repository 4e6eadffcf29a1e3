import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FollowReport, type Following, openFollowing } from "../src/engines/following/index.ts";
import { isInfoNode } from "../src/identity/info-node.ts";
import type { AuditRecord } from "../src/policy/types.ts";
import { controllerOf, options } from "./controller-of.ts";
import type { TargetKind } from "./rows.ts";

const rule = "DomainSuffix,ads.test,REJECT";
const followed = ["Proxy", "Streaming", "Auto", "Backup"] as const;

/** What was chosen stays chosen while a provider renames, whoever lets it be fetched. */
export function followingContract(kind: TargetKind): void {
  describe.skipIf(!kind.isPresent)(`following on ${kind.name}`, () => {
    let following: Following;
    const reports: FollowReport[] = [];
    const audit: AuditRecord[] = [];
    const home = controllerOf(kind, () => {
      following = openFollowing({ onReport: (report) => reports.push(report) });
      return { engines: { choices: following }, audit: (record) => audit.push(record) };
    });

    beforeAll(async () => {
      const { controller } = home;
      following.follow(controller);
      for (const group of followed) await controller.run("select-node", { group, node: "HK 01 | x1.0" }, options);
      await controller.run("select-node", { group: "Doubt", node: "SG 01" }, options);
      await controller.observer.refresh(["groups", "nodes", "providers"]);
    });
    afterAll(() => following.close());

    /** Another program at the core: nothing of ours hears of it. */
    async function elsewhere(method: string, path: string, body?: unknown): Promise<void> {
      const authorization = `Bearer ${Buffer.from(home.target.secret).toString("latin1")}`;
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${home.target.url}${path}`, { method, headers: { authorization }, ...text });
      expect(answer.status).toBe(204);
    }

    /** What a group is put on: its choice, or its pin. */
    async function chosen(group: string): Promise<string | undefined> {
      const { now, fixed } = await home.controller.client.groups.get({ group });
      return fixed ?? now;
    }
    const allChosen = (): Promise<unknown> => Promise.all(followed.map(chosen));
    const within5s = { timeout: 5000 };

    test("choices and pins are made again within 5 s of an update that somebody else made, told once", async () => {
      await elsewhere("PUT", "/providers/proxies/airport");
      expect(isInfoNode((await chosen("Proxy")) ?? "")).toBe(true);
      const expected = followed.map(() => "HK 01 | x1.2");
      await expect.poll(allChosen, within5s).toEqual(expected);
      await expect.poll(() => reports.length, within5s).toBe(1);
      expect(reports[0]).toMatchObject({
        providers: [{ provider: "airport", same: 0, gone: [], added: [] }],
        choices: followed.map((group) => ({ kind: "followed", group, now: "HK 01 | x1.2" })),
      });
    });

    test("that can be undone, and is then left alone", async () => {
      const { rows } = await home.controller.run("undo", {}, options);
      expect(rows).toMatchObject([{ operation: "release-node", input: { group: "Backup" } }]);
      await home.controller.run("select-node", { group: "Backup", node: "HK 01 | x1.2" }, options);
    });

    test("what somebody else chose meanwhile counts", async () => {
      await elsewhere("PUT", "/providers/proxies/airport");
      await elsewhere("PUT", "/proxies/Streaming", { name: "JP 01 | x1.5" });
      const expected = followed.map((group) => (group === "Streaming" ? "JP 01 | x1.5" : "HK 01 | x1.5"));
      await expect.poll(allChosen, within5s).toEqual(expected);
      // It comes when all are done.
      await expect.poll(() => reports.length, within5s).toBe(2);
    });

    test("people are asked where several could be meant", async () => {
      const before = reports.length;
      await home.controller.run("update-provider", { provider: "doubtful" }, options);
      await expect.poll(() => reports.length, within5s).toBe(before + 1);
      expect(reports.at(-1)).toMatchObject({
        choices: [{ kind: "asked", group: "Doubt", was: "SG 01", candidates: ["SG 01 | x2.0", "SG 01 | x3.0"] }],
      });
      expect(isInfoNode((await chosen("Doubt")) ?? "")).toBe(true);
    });

    test("nothing was ever put on news in disguise", () => {
      const selected = audit.filter(({ operation, actor }) => operation === "select-node" && actor.id === "following");
      expect(selected.length).toBeGreaterThanOrEqual(7);
      for (const { input } of selected) expect(isInfoNode((input as { node: string }).node)).toBe(false);
    });

    test.skipIf(kind.profile === "old")("a rule that was switched off is off again after a reload", async () => {
      const isOff = async (): Promise<boolean | undefined> =>
        (await home.controller.run("list-rules", {}, options)).rows.find(({ fingerprint }) => fingerprint === rule)
          ?.disabled;
      await home.controller.run("set-rule-enabled", { rule, enabled: false }, options);
      await elsewhere("PUT", "/configs", { payload: home.target.configText });
      await expect.poll(() => reports.at(-1), { timeout: 15_000 }).toMatchObject({ rules: [rule] });
      expect(await isOff()).toBe(true);
    });
  });
}
