import type { GroupView, Snapshot } from "@pointsman/core";

/** The same function of a group in a picture, worked out once for each picture: screens are drawn many times from one. */
export function oncePerPicture<Result>(
  work: (snapshot: Snapshot, group: GroupView) => Result,
): (snapshot: Snapshot, group: GroupView) => Result {
  const known = new WeakMap<Snapshot, WeakMap<GroupView, { readonly result: Result }>>();
  return (snapshot, group) => {
    const ofPicture = known.get(snapshot) ?? new WeakMap<GroupView, { readonly result: Result }>();
    known.set(snapshot, ofPicture);
    const found = ofPicture.get(group) ?? { result: work(snapshot, group) };
    ofPicture.set(group, found);
    return found.result;
  };
}
