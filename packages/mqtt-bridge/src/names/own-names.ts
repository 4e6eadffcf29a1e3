/** Which broker it is, without who logs in there. */
export function addressOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname.replace(/\/$/, "")}`;
}

/** A topic level and part of a client id: 3.1.1 brokers promise only letters and digits, all take dashes. */
export function instanceOf(host: string): string {
  return (
    host
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 32) || "bridge"
  );
}
