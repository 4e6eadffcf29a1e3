import type { UploadedFile } from "../params.ts";

export interface StoredFile extends UploadedFile {
  fileId: string;
  uniqueId: string;
  /** What `getFile` names and the download address ends in. */
  path: string;
}

/** More files than this are forgotten, oldest first, so that a bot that redraws a chart for weeks fills no memory. */
const keptFiles = 300;

/** Everything that was uploaded, by file id. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();
  #count = 0;

  add(file: UploadedFile, folder: "photos" | "documents"): StoredFile {
    const number = this.#count;
    this.#count += 1;
    const stored: StoredFile = {
      ...file,
      fileId: `AgACAgSim${String(number).padStart(8, "0")}`,
      uniqueId: `AQSim${String(number).padStart(6, "0")}`,
      path: `${folder}/file_${number}${/\.[A-Za-z0-9]{1,8}$/.exec(file.fileName)?.[0] ?? ""}`,
    };
    this.#files.set(stored.fileId, stored);
    if (this.#files.size > keptFiles) {
      const [oldest] = this.#files.keys();
      if (oldest !== undefined) this.#files.delete(oldest);
    }
    return stored;
  }

  get(fileId: string): StoredFile | undefined {
    return this.#files.get(fileId);
  }

  byPath(path: string): StoredFile | undefined {
    return [...this.#files.values()].find((file) => file.path === path);
  }
}
