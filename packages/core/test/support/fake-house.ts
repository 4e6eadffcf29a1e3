import type { FollowedController } from "../../src/engines/following/follower.ts";
import type { Following } from "../../src/engines/following/following.ts";
import type { GroupView, NodeView } from "../../src/observer/types.ts";
import type { RunOptions } from "../../src/operations/runner.ts";
import { nodeView } from "./views.ts";

interface RuleState {
  readonly payload: string;
  disabled: boolean;
}

/** A core with one Selector over one provider, which a test renames behind our back; nothing is told, all must be asked. */
export class FakeHouse {
  members: readonly string[] = ["US 01", "HK 01 | x1.0"];
  selected = "HK 01 | x1.0";
  life = "1";
  rules: RuleState[] = [{ payload: "a.test", disabled: false }];
  reachability = "reachable";
  asked = 0;
  refreshed = 0;
  readonly ran: string[] = [];
  beforeSelect: () => void = () => {};
  readonly controller: FollowedController;
  following: Following | undefined;

  constructor(switching: Partial<FollowedController["switching"]> = {}) {
    this.controller = {
      id: "home",
      switching: { closeConnections: "group", followRenames: "auto", reapplyRules: true, ...switching },
      observer: this.#observer(),
      client: this.#client(),
      run: (operation: string, input: unknown, options: RunOptions) => this.#run(operation, input, options),
    } as unknown as FollowedController;
  }

  get now(): string {
    return this.members.includes(this.selected) ? this.selected : (this.members[0] ?? "COMPATIBLE");
  }

  rename(...members: string[]): void {
    this.members = members;
  }

  #observer() {
    const view = (): GroupView => ({
      name: "Proxy",
      type: "Selector",
      now: this.now,
      all: this.members.length > 0 ? this.members : ["COMPATIBLE"],
      hidden: false,
      icon: "",
      testUrl: "",
    });
    const nodes = (): Map<string, NodeView> =>
      new Map(this.members.map((name) => [name, nodeView(name, { provider: "airport" })]));
    const take = () => ({ groups: [view()], nodes: nodes(), providers: new Map(), reachability: this.reachability });
    let snapshot = take();
    return {
      get snapshot() {
        return snapshot;
      },
      watch: async function* () {},
      exists: async (name: string) => {
        this.asked += 1;
        return this.members.includes(name);
      },
      refresh: async () => {
        this.refreshed += 1;
        snapshot = take();
        return snapshot;
      },
    };
  }

  #client() {
    return {
      groups: { get: async () => ({ name: "Proxy", now: this.now, all: this.members }) },
      proxies: { get: async () => ({ id: this.life }) },
      rules: {
        list: async () => ({
          rules: this.rules.map(({ payload, disabled }) => ({
            type: "Domain",
            payload,
            proxy: "Proxy",
            extra: { disabled },
          })),
        }),
      },
    };
  }

  async #run(operation: string, input: unknown, { guard }: RunOptions): Promise<unknown> {
    this.beforeSelect();
    await guard?.();
    this.ran.push(`${operation} ${JSON.stringify(input)}`);
    const { node, rule } = input as { node: string; rule: string };
    if (operation === "select-node") this.selected = node;
    else for (const one of this.rules) if (`Domain,${one.payload},Proxy` === rule) one.disabled = true;
    this.following?.done({ controller: "home", operation, input, output: {} });
    return {};
  }
}
