/** `load_state`: what `save_state` kept. */
import type { JsonRecord } from "../json-value.ts";
import type { Utility } from "../utility.ts";
import { filenameParameter, readState } from "./state-file.ts";

/** The arguments of {@link loadState}. */
export interface LoadStateArguments {
  readonly filename: string;
}

/**
 * Reads the object in a JSON file. A file that does not exist is an empty object, so that a first
 * run needs no case of its own.
 *
 * @throws {FsError} `EISDIR`.
 * @throws {UtilityError} `INVALID_JSON`, and `INVALID_STATE` when it holds something else.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 *
 * const { loadState } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.deepEqual(await loadState(), {});
 * ```
 */
export const loadState: Utility<LoadStateArguments, [], ["filename"], JsonRecord> = {
  name: "load_state",
  camelCaseName: "loadState",
  module: "state",
  summary: "Gives back the object that save_state kept.",
  parameters: [filenameParameter],
  result: {
    typescript: "JsonRecord",
    python: "dict[str, Any]",
    doc: "The state; empty when there is none.",
  },
  example: { args: [], result: {} },
  cost: "One call, one path, its components and one file, and jsonCharacter for each byte read.",
  run(context, { filename }) {
    return readState(context, filename);
  },
};
