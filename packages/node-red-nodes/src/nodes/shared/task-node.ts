import type { Controller } from "@pointsman/core";
import type { Action } from "../../catalog/action.ts";
import { readFields } from "../../catalog/stored-fields.ts";
import { textOf } from "../../catalog/stored-text.ts";
import { inputFields, taskFields, type Task } from "../../catalog/task.ts";
import { FlowError, toFlowError } from "../../runtime/flow-error.ts";
import { actorOf, type Hub, type Opened } from "../../runtime/hub.ts";
import { type InputContext, onInput } from "../../runtime/input.ts";
import type { NodeMessage, Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { evaluateField } from "../../runtime/stored-values.ts";
import type { NodeDescription } from "../description.ts";
import { type Answered, answer } from "./answer.ts";
import { assembleInput } from "./action-input.ts";
import { followingNames, storedNodes } from "./follow-names.ts";
import { type FlowNode, setUpNode } from "./flow-node.ts";
import { perform, type PerformOptions } from "./perform.ts";

export type TaskInput = Readonly<Record<string, unknown>>;

/** What a task of the node's own may use. Its failures may be `ControllerError`s; they are translated. */
export interface TaskContext {
  readonly controller: Controller;
  readonly run: Controller["run"];
  readonly scenes: Opened["scenes"];
  readonly options: { readonly actor: ReturnType<typeof actorOf>; readonly signal: AbortSignal };
}

/** Work of a task that is no plain operation: what it answers with. */
export type TaskWork = (context: TaskContext, input: TaskInput) => Promise<unknown>;

export interface TaskNodeOptions {
  /** By task id; all others run their action. */
  readonly works?: Readonly<Record<string, TaskWork>>;
  /** Looks at a message first; true: it was none for the task, and is done. */
  readonly intercept?: (message: NodeMessage) => boolean;
  /** Around each task: further options of the run, and what to do when it has ended. */
  readonly performing?: (context: InputContext) => Pick<PerformOptions, "progress" | "signal"> & { end(): void };
}

/** What is stored of a purpose node. */
interface TaskConfig {
  readonly task: string;
  readonly fields: ReturnType<typeof readFields>;
  readonly output: string;
}

/** Reads a stored node, which may be hand-written: what is not understood is left out. */
function readTaskConfig(stored: StoredConfig): TaskConfig {
  return {
    task: textOf(stored["task"]),
    fields: readFields(stored["fields"]),
    output: textOf(stored["output"]) || "payload",
  };
}

/** Registers a node that does its stored task with each message. */
export function registerTasks(
  red: Red,
  { type, tasks = [] }: NodeDescription,
  optionsOf: (flowNode: FlowNode) => TaskNodeOptions = () => ({}),
): void {
  red.nodes.registerType(type, function (this: RuntimeNode, stored: StoredConfig): void {
    const flowNode = setUpNode(red, this, stored);
    const config = readTaskConfig(flowNode.stored);
    const options = optionsOf(flowNode);
    onInput(this, async (message, context) => {
      if (options.intercept?.(message) === true) return;
      await answer(flowNode, config.output, message, context, async (hub) => {
        const task = tasks.find(({ id }) => id === config.task);
        if (task === undefined) throw unknownTask(config.task, tasks);
        return await doTask({ flowNode, hub, task, config, options }, message, context);
      });
    });
  });
}

interface Doing {
  readonly flowNode: FlowNode;
  readonly hub: Hub;
  readonly task: Task;
  readonly config: TaskConfig;
  readonly options: TaskNodeOptions;
}

async function doTask(
  { flowNode, hub, task, config, options }: Doing,
  message: NodeMessage,
  context: InputContext,
): Promise<Answered> {
  const opened = await hub.open();
  const action = opened.core.listActions().find(({ id }) => id === task.action);
  const given = await givenValues(flowNode, task, action, config, message);
  const work = options.works?.[task.id];
  const around = options.performing?.(context);
  const signal = around?.signal ?? context.signal;
  try {
    const result = await followingNames(opened, given, storedNodes(config.fields), signal, async (values) => {
      const input = assembleInput({ fields: inputFields(task, action) }, values);
      return work === undefined
        ? await perform(hub, { action: task.action, input }, { signal, node: flowNode.node, ...around })
        : await doWork(flowNode, opened, task, input, work, signal);
    });
    return { action: task.action, result };
  } finally {
    around?.end();
  }
}

async function doWork(
  { node }: FlowNode,
  { core, controller, scenes }: Opened,
  { action }: Task,
  input: TaskInput,
  work: TaskWork,
  signal: AbortSignal,
): Promise<unknown> {
  const options = { actor: actorOf(node), signal };
  try {
    return (await work({ controller, run: controller.run.bind(controller), scenes, options }, input)) ?? null;
  } catch (error) {
    if (core.isControllerError(error)) throw toFlowError(error, action);
    throw error;
  }
}

async function givenValues(
  { red, node }: FlowNode,
  task: Task,
  action: Action | undefined,
  config: TaskConfig,
  message: NodeMessage,
): Promise<ReadonlyMap<string, unknown>> {
  const values = new Map(Object.entries(task.fixed ?? {}));
  for (const { path } of taskFields(task, action)) {
    const field = config.fields.get(path);
    if (field !== undefined) values.set(path, await evaluateField(red, node, message, path, field));
  }
  return values;
}

function unknownTask(task: string, tasks: readonly Task[]): FlowError {
  return new FlowError(
    "invalid-input",
    `This version does not know the task ${JSON.stringify(task)}; choose one of ${tasks.map(({ id }) => id).join(", ")}.`,
  );
}
