import type { Action, ActionOf } from "../../callback/actions.ts";
import type { Narrowing } from "../../callback/field.ts";

/** The part as an action carries it: nothing for the whole list. */
export function inPart(only: Narrowing | undefined): { readonly only?: Narrowing } {
  return only === undefined ? {} : { only };
}

type ListPlace = Omit<ActionOf<"group">, "do">;

/** Leads to a page of a group's list, or of the part of it that is shown. */
export function listAction(at: ListPlace, only: Narrowing | undefined): Action {
  return only === undefined ? { do: "group", ...at } : { do: "narrow", ...at, only };
}
