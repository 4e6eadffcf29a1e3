/** Every topic the bridge uses, in one place. `<base>/bridge/<instance>/…` is this process, `<base>/<controller>/…` a core. */
export interface Topics {
  /** Carries the will: `online` or `offline`. */
  readonly bridgeState: string;
  readonly bridgeInfo: string;
  readonly bridgeHealth: string;
  /** Whether something is wrong with the bridge's own work. */
  readonly bridgeProblem: string;
  /** What happens to the bridge; never retained. */
  readonly bridgeEvent: string;
  /** What the bridge logs, for those who want it; never retained. */
  readonly bridgeLog: string;
  /** What the bridge itself is asked. */
  bridgeRequest(verb: string): string;
  bridgeResponse(verb: string): string;
  /** The verb of a question to this bridge itself. */
  bridgeVerb(topic: string): string | undefined;
  controller(id: string): ControllerTopics;
  /** What to subscribe to for commands; never `<base>/#`. */
  readonly commandFilters: readonly string[];
  /** What to subscribe to for who drives what. */
  readonly ownershipFilters: readonly string[];
  /** The controller of an owner topic. */
  ownedBy(topic: string): string | undefined;
  /** The instance whose state a topic carries. */
  instanceOf(topic: string): string | undefined;
  /** Reads a command topic; undefined when it is none of ours. */
  parse(topic: string): CommandTopic | undefined;
}

export interface ControllerTopics {
  /** Every topic of the controller is below it. */
  readonly root: string;
  readonly state: string;
  /** Which process drives it: `{instance, since}`. */
  readonly owner: string;
  readonly traffic: string;
  readonly totals: string;
  readonly memory: string;
  readonly connections: string;
  readonly mode: string;
  readonly config: string;
  readonly version: string;
  /** When the core started, as far as that was seen. */
  readonly started: string;
  /** What happens, one message each; never retained. */
  readonly event: string;
  /** Whether something is wrong. */
  readonly problem: string;
  group(slug: string): {
    readonly about: string;
    readonly now: string;
    readonly options: string;
    /** A part of a list that is too long for one message, from 0. */
    optionsPart(index: number): string;
    /** Automatic groups only: the pinned member. */
    readonly pin: string;
  };
  node(slug: string): string;
  provider(slug: string): string;
  ruleset(slug: string): string;
  rule(slug: string): string;
  device(slug: string): string;
  quota(slug: string): string;
  /** A setting of the core by its topic name (`mode`, `tun`), or one of a group (`group`, `pin`) or rule (`rule`). */
  set(target: string, slug?: string): string;
  command(verb: string): string;
  request(verb: string): string;
  response(verb: string): string;
  /** How far a request is that takes its time. */
  progress(verb: string): string;
}

export type CommandTopic = { readonly controller: string } & (
  | { readonly kind: "set"; readonly target: string; readonly item: string | undefined }
  | { readonly kind: "command"; readonly verb: string }
  | { readonly kind: "request"; readonly verb: string }
);

export function topicsOf(base: string, instance: string): Topics {
  return {
    bridgeState: `${base}/bridge/${instance}/state`,
    bridgeInfo: `${base}/bridge/${instance}/info`,
    bridgeHealth: `${base}/bridge/${instance}/health`,
    bridgeProblem: `${base}/bridge/${instance}/problem`,
    bridgeEvent: `${base}/bridge/${instance}/event`,
    bridgeLog: `${base}/bridge/${instance}/log`,
    bridgeRequest: (verb) => `${base}/bridge/${instance}/request/${verb}`,
    bridgeResponse: (verb) => `${base}/bridge/${instance}/response/${verb}`,
    bridgeVerb: (topic) => between(`${base}/bridge/${instance}/request/`, topic, ""),
    controller: (id) => controllerTopics(`${base}/${id}`),
    commandFilters: [
      `${base}/+/set/#`,
      `${base}/+/cmd/+`,
      `${base}/+/request/+`,
      `${base}/+/request/api/+`,
      `${base}/bridge/${instance}/request/+`,
    ],
    ownershipFilters: [`${base}/+/owner`, `${base}/bridge/+/state`],
    ownedBy: (topic) => between(`${base}/`, topic, "/owner"),
    instanceOf: (topic) => between(`${base}/bridge/`, topic, "/state"),
    parse: (topic) => parse(base, topic),
  };
}

function controllerTopics(root: string): ControllerTopics {
  return {
    root,
    state: `${root}/state`,
    owner: `${root}/owner`,
    traffic: `${root}/traffic`,
    totals: `${root}/totals`,
    memory: `${root}/memory`,
    connections: `${root}/connections`,
    mode: `${root}/mode`,
    config: `${root}/config`,
    version: `${root}/version`,
    started: `${root}/started`,
    event: `${root}/event`,
    problem: `${root}/problem`,
    group: (slug) => ({
      about: `${root}/group/${slug}`,
      now: `${root}/group/${slug}/now`,
      options: `${root}/group/${slug}/options`,
      optionsPart: (index) => `${root}/group/${slug}/options/${index}`,
      pin: `${root}/group/${slug}/pin`,
    }),
    node: (slug) => `${root}/node/${slug}`,
    provider: (slug) => `${root}/provider/${slug}`,
    ruleset: (slug) => `${root}/ruleset/${slug}`,
    rule: (slug) => `${root}/rule/${slug}`,
    device: (slug) => `${root}/device/${slug}`,
    quota: (slug) => `${root}/quota/${slug}`,
    set: (target, slug) => [root, "set", target, ...(slug === undefined ? [] : [slug])].join("/"),
    command: (verb) => `${root}/cmd/${verb}`,
    request: (verb) => `${root}/request/${verb}`,
    response: (verb) => `${root}/response/${verb}`,
    progress: (verb) => `${root}/progress/${verb}`,
  };
}

function parse(base: string, topic: string): CommandTopic | undefined {
  if (!topic.startsWith(`${base}/`)) return undefined;
  const [controller, kind, first, second, ...rest] = topic.slice(base.length + 1).split("/");
  if (
    controller === undefined ||
    controller === "" ||
    controller === "bridge" ||
    first === undefined ||
    rest.length > 0
  )
    return undefined;
  if (kind === "set") return { controller, kind, target: first, item: second };
  // A row, called past the operations.
  if (kind === "request" && first === "api" && second !== undefined) return { controller, kind, verb: `api/${second}` };
  if (second !== undefined) return undefined;
  if (kind === "cmd") return { controller, kind: "command", verb: first };
  if (kind === "request") return { controller, kind, verb: first };
  return undefined;
}

/** The one level between two fixed parts of a topic. */
function between(before: string, topic: string, after: string): string | undefined {
  if (!topic.startsWith(before) || !topic.endsWith(after)) return undefined;
  const level = topic.slice(before.length, topic.length - after.length);
  return level === "" || level.includes("/") ? undefined : level;
}
