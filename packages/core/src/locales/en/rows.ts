import { type EndpointId, rowsById } from "../../endpoints/index.ts";

/** The summary of each row, from the table itself. */
export const rows = Object.fromEntries(Array.from(rowsById, ([id, row]) => [id, row.summary])) as Readonly<
  Record<EndpointId, string>
>;
