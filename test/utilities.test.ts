/** Every utility answers the same to the host, to a JavaScript guest and to a Python guest. */
import { describe, expect, test } from "vitest";
import { javascriptGuest, pythonGuest } from "./utilities/guests.ts";
import {
  exampleVectors,
  expectedOutcome,
  runInJavaScript,
  runInPython,
  runOnHost,
} from "./utilities/run-vectors.ts";
import type { UtilityVector, VectorOutcome } from "./utilities/vector.ts";
import { filesVectors } from "./utilities/vectors-files.ts";
import { formatsVectors } from "./utilities/vectors-formats.ts";
import { shellVectors } from "./utilities/vectors-shell.ts";
import { stateVectors } from "./utilities/vectors-state.ts";
import { textVectors } from "./utilities/vectors-text.ts";

const modules = [
  ["files", [...exampleVectors("files"), ...filesVectors]],
  ["text", [...exampleVectors("text"), ...textVectors]],
  ["formats", [...exampleVectors("formats"), ...formatsVectors]],
  ["shell", [...exampleVectors("shell"), ...shellVectors]],
  ["state", [...exampleVectors("state"), ...stateVectors]],
] as const;

/** Messages of the filesystem name paths in each language's own way. */
function comparable(vector: UtilityVector, outcome: VectorOutcome): VectorOutcome {
  return vector.message === undefined && outcome.error !== undefined
    ? { error: outcome.error, after: outcome.after }
    : outcome;
}

describe.each(modules)("%s", (_module, vectors) => {
  const named = vectors.map((vector, index) => ({ vector, index, title: titleOf(vector) }));

  test.each(named)("$title on the host", ({ vector }) => {
    const outcome = comparable(vector, runOnHost(vector));
    expect(outcome).toEqual(comparable(vector, expectedOutcome(vector, outcome)));
  });

  test("in JavaScript", async () => {
    const outcomes = await runInJavaScript(vectors, javascriptGuest);
    check(vectors, outcomes);
  }, 60_000);

  test("in Python", async () => {
    const outcomes = await runInPython(vectors, pythonGuest);
    check(vectors, outcomes);
  }, 60_000);
});

function check(vectors: readonly UtilityVector[], outcomes: readonly VectorOutcome[]): void {
  const shown = (vector: UtilityVector, outcome: VectorOutcome | undefined) => ({
    call: titleOf(vector),
    ...comparable(vector, outcome ?? { after: {} }),
  });
  expect(vectors.map((vector, index) => shown(vector, outcomes[index]))).toEqual(
    vectors.map((vector, index) =>
      shown(vector, expectedOutcome(vector, outcomes[index] ?? { after: {} })),
    ),
  );
}

function titleOf({ utility, args }: UtilityVector): string {
  return `${utility}(${JSON.stringify(args).slice(1, -1)})`.slice(0, 200);
}
