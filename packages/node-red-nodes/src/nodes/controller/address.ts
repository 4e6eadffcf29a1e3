/** What is wrong with an address, as a key: runtime and editor say it in their own words. */
export type AddressProblem = "empty" | "scheme" | "credentials" | "invalid";

/** Checks a controller's address, or several with commas in between. Undefined: it can be used. */
export function addressProblem(text: string): AddressProblem | undefined {
  if (text.trim() === "") return "empty";
  return text
    .split(",")
    .map((part) => problemOf(part.trim()))
    .find((problem) => problem !== undefined);
}

function problemOf(address: string): AddressProblem | undefined {
  if (/^unix:./i.test(address)) return undefined;
  if (!/^https?:\/\//i.test(address)) return address === "" ? "empty" : "scheme";
  if (!URL.canParse(address)) return "invalid";
  const url = new URL(address);
  if (url.username !== "" || url.password !== "" || url.searchParams.has("token")) return "credentials";
  return undefined;
}
