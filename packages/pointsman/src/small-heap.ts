import { setFlagsFromString } from "node:v8";

type SetFlag = (flag: string) => void;

/**
 * A process that runs for months and does little: young objects stay in the 2 MB that V8 begins with, not in the 32 MB that
 * it takes once it was busy. Before much is loaded, as what V8 has it keeps.
 */
export function keepYoungSpaceSmall(set: SetFlag = setFlagsFromString): void {
  set("--semi-space-growth-factor=1");
}

/**
 * WebAssembly is not compiled a second time for speed, which costs 10 MB: undici's HTTP parser is all that there is of it, unless
 * charts are drawn.
 */
export function keepWasmSmall(set: SetFlag = setFlagsFromString): void {
  set("--no-wasm-tier-up");
  set("--no-wasm-dynamic-tiering");
}
