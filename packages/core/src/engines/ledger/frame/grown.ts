/** The same numbers with room for more. */
export function grown<Column extends Int32Array | Float64Array | Uint8Array>(column: Column, capacity: number): Column {
  const larger = new (column.constructor as new (length: number) => Column)(capacity);
  larger.set(column);
  return larger;
}
