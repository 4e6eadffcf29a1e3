import { controllerRef } from "../../callback/ref.ts";
import { mayManagePeople } from "../../model/rights.ts";
import { guestBehind, knockBehind } from "../../model/people.ts";
import type { Rights } from "../../people/book.ts";
import type { PeopleDeed } from "../../people/desk.ts";
import { invitePayload } from "../../people/links.ts";
import type { Draft } from "../../screens/own/draft.ts";
import type { Route } from "../../session/route.ts";
import { shortName } from "../../text/name.ts";
import { freshPicture, groupBehind, type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";

const people = { at: "people" } as const;

/** Throws `StalePress` for everybody who may not let people in; what would change something is written down. */
function onlyManagers({ session, actor, desk, t }: PressContext, deed?: PeopleDeed, input: unknown = {}): void {
  if (mayManagePeople(session.state.person)) return;
  if (deed !== undefined) desk.refused(actor, deed, input);
  throw new StalePress(t.toast.forbidden, { at: "home" });
}

/** What is being put together in this chat. Throws `StalePress` where there is nothing (any more). */
function draftOf(press: PressContext): Draft {
  onlyManagers(press);
  const { draft } = press.session.state;
  if (draft === undefined) throw new StalePress(press.t.people.forgotten, people);
  return draft;
}

type Step = Extract<Route, { at: "draft" }>["step"];

function show({ session }: PressContext, draft: Draft, step: Step = "role", page = 0): PressResult {
  session.update({ draft });
  return { route: { at: "draft", step, page } };
}

/** The list with this one ticked, or no longer; undefined where nothing is ticked, which means all. */
function toggled(list: readonly string[] | undefined, one: string): readonly string[] | undefined {
  const next = list?.includes(one) === true ? list.filter((each) => each !== one) : [...(list ?? []), one];
  return next.length === 0 ? undefined : next;
}

function withRights(
  { who, rights }: Draft,
  change: { readonly [Key in keyof Rights]?: Rights[Key] | undefined },
): Draft {
  const { role, controllers, groups } = { ...rights, ...change };
  return {
    who,
    rights: {
      role: role ?? rights.role,
      ...(controllers === undefined ? {} : { controllers }),
      // A viewer touches nothing, so there is nothing to limit.
      ...(groups === undefined || role === "viewer" ? {} : { groups }),
    },
  };
}

function limitsText({ controllers, groups }: Rights, t: PressContext["t"]): string {
  const names = [...(controllers ?? []), ...(groups ?? [])].map((name) => shortName(name, 24));
  return names.length === 0 ? "" : `\n${t.people.only(names.slice(0, 10).join(", "))}${names.length > 10 ? " …" : ""}`;
}

function questionOf({ who, rights }: Draft, t: PressContext["t"]): string {
  const role = t.people.roles[rights.role];
  const head =
    who.kind === "invite"
      ? t.people.confirmInvite(role)
      : who.kind === "knock"
        ? t.people.confirmLetIn(shortName(who.name, 40), role)
        : t.people.confirmChange(shortName(who.name, 40), role);
  return head + limitsText(rights, t);
}

function invited(press: PressContext, rights: Rights): PressResult {
  const { session, actor, desk, t } = press;
  if (desk.link("x") === undefined) return { route: people, notice: { kind: "failed", text: t.people.noLink } };
  const link = desk.link(invitePayload(desk.people.invite(rights, session.state.person.id))) ?? "";
  desk.done(actor, "people.invite", rights);
  return { route: { at: "invited", link, role: rights.role } };
}

/** Does what was confirmed, if the person may still do it. */
function granted(press: PressContext, { who, rights }: Draft): PressResult {
  const { session, actor, desk, t } = press;
  session.update({ draft: undefined });
  const deed = who.kind === "invite" ? "people.invite" : who.kind === "knock" ? "people.let-in" : "people.change";
  const input = who.kind === "invite" ? rights : { id: who.id, ...rights };
  onlyManagers(press, deed, input);
  if (who.kind === "invite") return invited(press, rights);
  const before = desk.people.guest(who.id);
  // Removed by somebody else while the question was open: then the answer must not let the person in again.
  if (who.kind === "guest" && before === undefined) throw new StalePress(t.people.gone, people);
  if (!desk.people.letIn(who, rights, session.state.person.id))
    return { route: people, notice: { kind: "failed", text: t.people.full } };
  desk.done(actor, deed, input, before === undefined ? undefined : { was: before.role, now: rights.role });
  const text = t.people.done(shortName(who.name, 40), t.people.roles[rights.role]);
  return { route: people, toast: text, notice: { kind: "done", text } };
}

function removed(press: PressContext, id: number, name: string): PressResult {
  const { actor, desk, t } = press;
  onlyManagers(press, "people.remove", { id });
  if (!desk.people.remove(id)) throw new StalePress(t.people.gone, people);
  desk.done(actor, "people.remove", { id });
  const text = t.people.removed(shortName(name, 40));
  return { route: people, toast: text, notice: { kind: "done", text } };
}

/** Presses on people: who is in, who knocked, who is invited. */
const list: Pick<
  Handlers,
  | "people"
  | "doorPeople"
  | "person"
  | "knock"
  | "dropKnock"
  | "invite"
  | "withdrawInvites"
  | "editPerson"
  | "removePerson"
> = {
  people(press) {
    onlyManagers(press);
    return { route: people };
  },

  doorPeople(press) {
    onlyManagers(press);
    press.session.console.renew();
    return { route: people };
  },

  person(press, { person }) {
    onlyManagers(press);
    return { route: { at: "person", person } };
  },

  knock(press, { person }) {
    onlyManagers(press);
    return { route: { at: "knock", person } };
  },

  dropKnock(press, { person }) {
    onlyManagers(press);
    const { desk, t } = press;
    const knock = knockBehind(desk.people, person);
    if (knock === undefined) throw new StalePress(t.people.gone, people);
    desk.people.forgetKnock(knock.id);
    return { route: people, toast: t.people.dropped };
  },

  invite(press) {
    onlyManagers(press);
    return show(press, { who: { kind: "invite" }, rights: { role: "viewer" } });
  },

  withdrawInvites(press) {
    const { desk, actor, t } = press;
    onlyManagers(press, "people.withdraw-invites");
    desk.people.withdrawInvites();
    desk.done(actor, "people.withdraw-invites", {});
    return { route: people, toast: t.people.withdrawn };
  },

  editPerson(press, { person }) {
    onlyManagers(press);
    const { desk, t } = press;
    const knock = knockBehind(desk.people, person);
    const guest = guestBehind(desk.people, person);
    if (guest !== undefined) {
      const { id, name, role, controllers, groups } = guest;
      return show(press, withRights({ who: { kind: "guest", id, name }, rights: { role } }, { controllers, groups }));
    }
    if (knock === undefined) throw new StalePress(t.people.gone, people);
    return show(press, { who: { kind: "knock", id: knock.id, name: knock.name }, rights: { role: "viewer" } });
  },

  removePerson(press, { person }) {
    const { desk, controller, questions, session, t } = press;
    const guest = guestBehind(desk.people, person);
    onlyManagers(press, "people.remove", guest === undefined ? {} : { id: guest.id });
    if (guest === undefined) throw new StalePress(t.people.gone, people);
    const { id, name } = guest;
    const run = async (later: PressContext): Promise<PressResult> => removed(later, id, name);
    const question = questions.ask(session.state.person.id, { controller, run });
    const text = t.people.confirmRemove(shortName(name, 40));
    return { route: { at: "confirm", question, text, back: { do: "person", person } } };
  },
};

/** Presses on rights that are being put together. */
const drafts: Pick<
  Handlers,
  "draft" | "draftRole" | "draftControllers" | "draftController" | "draftGroups" | "draftGroup" | "grant"
> = {
  draft: (press) => show(press, draftOf(press)),

  draftRole: (press, { role }) => show(press, withRights(draftOf(press), { role })),

  draftControllers: (press) => show(press, draftOf(press), "controllers"),

  draftController(press, { which }) {
    const draft = draftOf(press);
    const one = press.session.state.controllers.find(({ id }) => controllerRef(id) === which);
    if (one === undefined) throw new StalePress(press.t.toast.noController, people);
    const controllers = toggled(draft.rights.controllers, one.id);
    return show(press, withRights(draft, { controllers }), "controllers");
  },

  async draftGroups(press, { page }) {
    const draft = draftOf(press);
    await freshPicture(press);
    return show(press, draft, "groups", page);
  },

  async draftGroup(press, { group: ref, page }) {
    const draft = draftOf(press);
    const group = groupBehind(press, await freshPicture(press), ref);
    const groups = toggled(draft.rights.groups, group.name);
    return show(press, withRights(draft, { groups }), "groups", page);
  },

  grant(press) {
    onlyManagers(press, "people.let-in");
    const { controller, questions, session, t } = press;
    const draft = draftOf(press);
    const run = async (later: PressContext): Promise<PressResult> => granted(later, draft);
    const question = questions.ask(session.state.person.id, { controller, run });
    return { route: { at: "confirm", question, text: questionOf(draft, t), back: { do: "people" } } };
  },
};

export const peopleHandlers = { ...list, ...drafts };
