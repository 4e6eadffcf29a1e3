/** Stands in while the operations are being filled, this hour only. */
export async function pending(): Promise<never> {
  throw new Error("This operation is being written.");
}
