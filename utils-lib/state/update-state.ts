/** `update_state`: changes some of what `save_state` kept. */
import { type JsonRecord, type JsonValue, setMember } from "../json-value.ts";
import type { Utility } from "../utility.ts";
import { filenameParameter, readState, writeState } from "./state-file.ts";

/** The arguments of {@link updateState}. */
export interface UpdateStateArguments {
  readonly updates: JsonRecord;
  readonly filename: string;
}

/**
 * Sets the members that `updates` names, in the state as a whole: what is nested is replaced, not
 * merged. The others stay as they are.
 *
 * @throws {TypeError} when the updates are not plain data or nest deeper than 200.
 * @throws {FsError} what reading and writing report, such as `EISDIR` or `EDQUOT`.
 * @throws {UtilityError} `INVALID_JSON`, and `INVALID_STATE` when the file holds something else.
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
 * await utils.saveState({ step: 1, name: "Ada" });
 * assert.deepEqual(await utils.updateState({ step: 2 }), { step: 2, name: "Ada" });
 * ```
 */
export const updateState: Utility<UpdateStateArguments, ["updates"], ["filename"], JsonRecord> = {
  name: "update_state",
  camelCaseName: "updateState",
  module: "state",
  summary: "Sets some members of the object that save_state kept.",
  parameters: [
    { name: "updates", type: "record", doc: "The members to set: plain data as JSON has it." },
    filenameParameter,
  ],
  result: { typescript: "JsonRecord", python: "dict[str, Any]", doc: "The state as it is now." },
  example: { args: [{ step: 2 }], result: { step: 2 } },
  cost: "What load_state and save_state charge for the file, dataItem for each value and resultByte for each character of the updates.",
  writes: true,
  run(context, { updates, filename }) {
    const before = readState(context, filename);
    const state: Record<string, JsonValue> = { ...before };
    for (const [name, value] of Object.entries(updates)) setMember(state, name, value);
    writeState(context, "update_state", filename, state);
    return state;
  },
};
