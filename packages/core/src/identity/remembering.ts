/** More names than any picture of one core holds; each picture asks for all of its names again. */
const maxRemembered = 20_000;

/** The same function of a name, which works each name out once. */
export function remembering<Result, Name extends string = string>(
  work: (name: Name) => Result,
): (name: Name) => Result {
  const known = new Map<Name, { readonly result: Result }>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before.result;
    if (known.size >= maxRemembered) known.clear();
    const result = work(name);
    known.set(name, { result });
    return result;
  };
}
