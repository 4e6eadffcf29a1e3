import type { ConnectionsBy, ConnectionsView } from "../../callback/field.ts";
import { RefIndex } from "../../callback/ref.ts";
import { ConnectionRates, type ConnectionRow, connectionEntries } from "../../model/connection-list.ts";
import type { ConnectionEntry } from "../../screens/traffic/connections.ts";
import type { ConnectionSearch, Route } from "../../session/route.ts";
import { shortName } from "../../text/name.ts";
import { type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";

/** So many are shown page by page; the search finds the others. */
const listed = 200;

/** Open connections as they are now. There may be ten thousand of them: they are not copied. */
async function read({ session, controller, actor }: PressContext, search: ConnectionSearch | undefined) {
  const filter = search === undefined ? {} : { filter: search.filter };
  return await controller.run("list-connections", filter, { actor, signal: session.signal });
}

/** What the chat searched for last, as long as it stays with these screens. */
function searchOf({ session }: PressContext): ConnectionSearch | undefined {
  const { route } = session.state;
  return route.at === "connections" || route.at === "connection" ? route.search : undefined;
}

/** How the chat looks at these screens; at first with what moved most on top. */
function viewOf({ session }: Pick<PressContext, "session">): ConnectionsView {
  const { route } = session.state;
  return route.at === "connections" || route.at === "connection" ? route.view : { by: "total", paused: false };
}

/** The rows as the chat looks at them, with their speeds since the reading before. */
function entriesOf({ session, controller }: PressContext, rows: readonly ConnectionRow[], by: ConnectionsBy) {
  const known = session.state.rates;
  const rates = known?.controllerId === controller.id ? known.rates : new ConnectionRates();
  if (rates !== known?.rates) session.update({ rates: { controllerId: controller.id, rates } });
  return connectionEntries(rows, { by, rates: rates.of(rows), most: listed });
}

interface Looked {
  readonly page?: number;
  readonly view?: ConnectionsView;
}

type ListRoute = Extract<Route, { at: "connections" }>;

async function listRoute(
  press: PressContext,
  search: ConnectionSearch | undefined,
  { page = 0, view = viewOf(press) }: Looked,
): Promise<ListRoute> {
  const { rows, total } = await read(press, search);
  const again = async (): Promise<ListRoute> => await listRoute(press, search, { page, view });
  const shown = { rows: entriesOf(press, rows, view.by), total, page, view, again };
  return { at: "connections", ...shown, ...(search === undefined ? {} : { search }) };
}

/** The list, read now, and again and again while it is looked at. */
export async function showConnections(
  press: PressContext,
  search: ConnectionSearch | undefined,
  looked: Looked = {},
): Promise<PressResult> {
  return { route: await listRoute(press, search, looked) };
}

/** A text may mean a host, a device, a program, a node or a group: the first of these that fits anything. */
async function searchFor(press: PressContext, text: string): Promise<ConnectionSearch> {
  const { rows } = await read(press, undefined);
  const wanted = text.toLowerCase();
  const has = (...values: readonly (string | undefined)[]): boolean =>
    values.some((value) => value?.toLowerCase().includes(wanted) === true);
  const device = rows.find((row) => has(row.device, row.deviceName));
  const through = rows.flatMap(({ chain }) => chain.map((name, index) => ({ name, last: index === chain.length - 1 })));
  const hop = through.find(({ name }) => has(name));
  const filter = (): ConnectionSearch["filter"] => {
    if (rows.some((row) => has(row.host))) return { host: text };
    if (device !== undefined) return { device: device.deviceName ?? device.device };
    if (rows.some((row) => has(row.process))) return { process: text };
    if (hop !== undefined) return hop.last ? { node: hop.name } : { group: hop.name };
    return { host: text };
  };
  return { filter: filter(), what: text };
}

/** Closes what the search means, after a second press that says how many it is. */
export async function askToClose(
  press: PressContext,
  search: ConnectionSearch | undefined,
  question: (count: number) => string,
): Promise<PressResult> {
  const { session, controller, actor, t, questions } = press;
  const filter = search?.filter ?? { all: true };
  const options = { actor, signal: session.signal };
  const { matched } = await controller.run("close-connections", { filter, dryRun: true }, options);
  if (matched === 0) return { ...(await showConnections(press, search)), toast: t.connections.noneFound };
  const deed = {
    controller,
    run: async (later: PressContext): Promise<PressResult> => {
      const { closed } = await later.controller.run(
        "close-connections",
        { filter },
        { ...options, actor: later.actor },
      );
      const text = later.t.connections.closed(closed);
      return { ...(await showConnections(later, search)), toast: text, notice: { kind: "done", text } };
    },
  };
  const asked = questions.ask(session.state.person.id, deed);
  const back = { do: "connections", page: 0, find: "n" } as const;
  return { route: { at: "confirm", question: asked, text: question(matched), back } };
}

/** The connection behind a reference, as it is now. Throws `StalePress` where it has ended. */
async function connectionBehind(press: PressContext, ref: string): Promise<ConnectionEntry> {
  const { rows, total } = await read(press, undefined);
  const refs = new RefIndex(
    "connection",
    rows.map(({ id }) => id),
  );
  const id = refs.nameOf(ref);
  const row = rows.find((one) => one.id === id);
  if (row !== undefined) return { ...row, ref };
  const view = viewOf(press);
  const shown = { rows: entriesOf(press, rows, view.by), total, page: 0, view };
  throw new StalePress(press.t.connections.gone, { at: "connections", ...shown });
}

async function closeOne(press: PressContext, id: string, search: ConnectionSearch | undefined): Promise<PressResult> {
  const { session, controller, actor, t } = press;
  const { closed } = await controller.run("close-connection", { id }, { actor, signal: session.signal });
  const toast = t.connections.closed(closed);
  return { ...(await showConnections(press, search)), toast };
}

/** Presses on open connections. */
export const connections: Pick<
  Handlers,
  "connections" | "connection" | "findConnections" | "closeConnection" | "closeListed"
> = {
  connections: async (press, { page, find, view = viewOf(press) }) =>
    await showConnections(press, find === "k" ? searchOf(press) : undefined, { page, view }),

  async connection(press, { connection }) {
    const search = searchOf(press);
    const row = await connectionBehind(press, connection);
    return { route: { at: "connection", row, view: viewOf(press), ...(search === undefined ? {} : { search }) } };
  },

  findConnections: ({ controller, t }) => ({
    route: {
      at: "ask",
      title: t.connections.title,
      prompt: t.connections.ask,
      back: { do: "connections", page: 0, find: "n" },
      deed: {
        controller,
        run: async (press, text) => await showConnections(press, await searchFor(press, text)),
      },
    },
  }),

  async closeConnection(press, { connection }) {
    const search = searchOf(press);
    const { id, host } = await connectionBehind(press, connection);
    const deed = {
      controller: press.controller,
      run: async (later: PressContext) => await closeOne(later, id, search),
    };
    const question = press.questions.ask(press.session.state.person.id, deed);
    const text = press.t.connections.confirmOne(shortName(host, 60));
    return { route: { at: "confirm", question, text, back: { do: "connection", connection } } };
  },

  async closeListed(press) {
    // A button of an older list must not close everything where it said "these".
    const { route } = press.session.state;
    if (route.at !== "connections") return await showConnections(press, undefined);
    const { search } = route;
    const { confirmAll, confirmFound } = press.t.connections;
    return await askToClose(press, search, (count) =>
      search === undefined ? confirmAll(count) : confirmFound(shortName(search.what, 40), count),
    );
  },
};
