import { readInstance } from "./instance.ts";
import { lockState } from "./state-lock.ts";

/** The folder that this process, and no other, keeps its memory in. */
export interface StateDir {
  readonly path: string;
  /** Name of this installation: `[a-z0-9-]`, stable over restarts. */
  readonly instance: string;
  /** Lets another process have it. */
  release(): void;
}

/**
 * Opens the state-dir for this process alone, made (for its owner only) where there is none.
 * @throws ControllerError `busy` where another process uses it; Error in one sentence where it cannot be used.
 */
export function openStateDir(path: string, onProblem: (sentence: string) => void): StateDir {
  return usable(path, () => {
    const lock = lockState(path);
    try {
      return { path, instance: readInstance(path, onProblem), release: () => lock.release() };
    } catch (error) {
      lock.release();
      throw error;
    }
  });
}

/** Turns what the file system says into a sentence that names the folder. */
function usable(path: string, open: () => StateDir): StateDir {
  try {
    return open();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new Error(`The state-dir ${path} cannot be used (${code}): this user must be able to write there.`, {
      cause: error,
    });
  }
}
