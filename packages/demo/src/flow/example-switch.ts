import { type Controller, isControllerError } from "@pointsman/core";

/** A group that the example flow switches, and two of its members. */
export interface ExampleSwitch {
  readonly group: string;
  readonly nodes: readonly [string, string];
}

const actor = { outlet: "app", id: "demo" } as const;

/** The first group of the core that people choose in, and two nodes in different regions. Undefined where the house has no such group. */
export async function chooseSwitch(controller: Controller): Promise<ExampleSwitch | undefined> {
  try {
    const { rows: groups } = await controller.run("list-groups", {}, { actor });
    const group = groups.find(({ name, type, members }) => type === "Selector" && name !== "GLOBAL" && members > 1);
    if (group === undefined) return undefined;
    const { rows } = await controller.run("list-nodes", { group: group.name }, { actor });
    // A subscription's pseudo-node is never a way out.
    const members = rows.filter(({ kind }) => kind !== "info");
    const nodes = members.filter(({ kind }) => kind === "node");
    // A name that says where the node stands tells people most.
    const first = nodes.find(({ region }) => region !== undefined) ?? nodes[0] ?? members[0];
    const others = [...nodes, ...members].filter(({ name }) => name !== first?.name);
    const second = others.find(({ region }) => region !== undefined && region !== first?.region) ?? others[0];
    return first === undefined || second === undefined
      ? undefined
      : { group: group.name, nodes: [first.name, second.name] };
  } catch (error) {
    // The flow does without its switch then; what is wrong with the core shows everywhere else.
    if (isControllerError(error)) return undefined;
    throw error;
  }
}
