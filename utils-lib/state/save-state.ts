/** `save_state`: keeps an object in a JSON file. */
import type { JsonRecord } from "../json-value.ts";
import type { Utility } from "../utility.ts";
import { filenameParameter, writeState } from "./state-file.ts";

/** The arguments of {@link saveState}. */
export interface SaveStateArguments {
  readonly state: JsonRecord;
  readonly filename: string;
}

/**
 * Writes `state` as JSON, in place of what the file held; others see the old state or the new one.
 * Integers beyond 2^53 lose digits, as everywhere in JavaScript's JSON.
 *
 * @throws {TypeError} when the state is not plain data or nests deeper than 200.
 * @throws {FsError} what writing reports, such as `EISDIR` or `EDQUOT`.
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
 * const utils = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * await utils.saveState({ step: 1, done: [] });
 * assert.deepEqual(await utils.loadState(), { step: 1, done: [] });
 * ```
 */
export const saveState: Utility<SaveStateArguments, ["state"], ["filename"], null> = {
  name: "save_state",
  camelCaseName: "saveState",
  module: "state",
  summary: "Keeps an object in a JSON file for a later run.",
  parameters: [
    { name: "state", type: "record", doc: "What to keep: plain data as JSON has it." },
    filenameParameter,
  ],
  result: { typescript: "null", python: "None", doc: "Always null." },
  example: { args: [{ step: 1 }], result: null },
  cost: "One call, dataItem for each value and resultByte for each character of the state; one path, its components and one file; resultByte for each byte of JSON; one entry for each temporary name that is taken, and the free one.",
  writes: true,
  run(context, { state, filename }) {
    writeState(context, "save_state", filename, state);
    return null;
  },
};
