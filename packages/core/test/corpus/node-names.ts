/** What a subscription's entry tells about the account: bytes that are left, and the last day as `YYYY-MM-DD`. */
interface Telling {
  readonly name: string;
  readonly left?: number;
  readonly expires?: string;
}

/** Names in the manner of real subscriptions, written by hand, with what each of them is. */
export interface NodeNames {
  readonly nodes: readonly string[];
  /** News that tells neither quota nor expiry. */
  readonly news: readonly string[];
  readonly tellings: readonly Telling[];
}
