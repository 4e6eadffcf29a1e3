import { readFile } from "node:fs/promises";
import { type Lease, parseLeases } from "../../identity/devices/leases.ts";
import type { Join } from "../../identity/devices/neighbour-table.ts";

export interface SourcesOptions {
  /** Undefined where nobody is to be asked. */
  readonly readNeighbours: (() => Promise<readonly Join[]>) | undefined;
  readonly leasesFile: string | undefined;
  /** Told once per trouble, not per try. */
  onTrouble(message: string): void;
}

/** What tells which device is behind an address. What cannot be read says nothing, and is tried again the next time. */
export class Sources {
  readonly #options: SourcesOptions;
  readonly #troubles = new Set<string>();

  constructor(options: SourcesOptions) {
    this.#options = options;
  }

  async read(): Promise<{ readonly neighbours: readonly Join[]; readonly leases: readonly Lease[] }> {
    const { readNeighbours, leasesFile } = this.#options;
    const [neighbours, leases] = await Promise.all([
      readNeighbours === undefined ? [] : this.#try("The system's neighbours", readNeighbours),
      leasesFile === undefined
        ? []
        : this.#try(`The leases ${leasesFile}`, async () => parseLeases(await readFile(leasesFile, "utf8"))),
    ]);
    return { neighbours, leases };
  }

  async #try<Item>(what: string, read: () => Promise<readonly Item[]>): Promise<readonly Item[]> {
    try {
      const items = await read();
      this.#troubles.delete(what);
      return items;
    } catch (error) {
      if (!this.#troubles.has(what)) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#options.onTrouble(`${what} cannot be read (${reason}); that is tried again every minute.`);
      }
      this.#troubles.add(what);
      return [];
    }
  }
}
