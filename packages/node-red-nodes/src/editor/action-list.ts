import type { Action } from "../catalog/action.ts";

/** Put in by the build: everything that a request node can do. */
declare const POINTSMAN_ACTIONS: readonly Action[];

export const actionList: readonly Action[] = POINTSMAN_ACTIONS;

export function findAction(id: string): Action | undefined {
  return actionList.find((action) => action.id === id);
}
