/** No utility takes a path that leads out of `/app`, behind any door. */
import { expect, test } from "vitest";
import { callUtility, PathEscapeError } from "../utils-lib/index.ts";
import { javascriptGuest, pythonGuest } from "./utilities/guests.ts";
import { missingVectors, pathVectors } from "./utilities/path-vectors.ts";
import { createContext, runInJavaScript, runInPython, runOnHost } from "./utilities/run-vectors.ts";
import type { UtilityVector, VectorOutcome } from "./utilities/vector.ts";

test.each(pathVectors)("$utility($args) is refused and changes nothing", (vector) => {
  const context = createContext(vector);
  const before = context.fs.snapshot();
  expect(() => callUtility(context, vector.utility, vector.args)).toThrow(PathEscapeError);
  expect(() => callUtility(context, vector.utility, vector.args)).toThrow(vector.message);
  expect(context.fs.diff(before)).toEqual({ created: [], modified: [], deleted: [] });
});

test("a JavaScript guest gets PATH_ESCAPE_ATTEMPT for all of them", async () => {
  const outcomes = await runInJavaScript(pathVectors, javascriptGuest);
  expect(told(pathVectors, outcomes)).toEqual(pathVectors.map(expected));
}, 60_000);

test("a Python guest gets ValueError for all of them", async () => {
  const outcomes = await runInPython(pathVectors, pythonGuest);
  expect(told(pathVectors, outcomes)).toEqual(pathVectors.map(expected));
}, 60_000);

test.each(missingVectors)("$utility($args) finds nothing, on the host", (vector) => {
  expect(told([vector], [runOnHost(vector)])).toEqual([expected(vector)]);
});

test("a JavaScript guest gets ENOENT, or an empty list, where nothing is", async () => {
  const outcomes = await runInJavaScript(missingVectors, javascriptGuest);
  expect(told(missingVectors, outcomes)).toEqual(missingVectors.map(expected));
}, 60_000);

test("a Python guest gets FileNotFoundError, or an empty list, where nothing is", async () => {
  const outcomes = await runInPython(missingVectors, pythonGuest);
  expect(told(missingVectors, outcomes)).toEqual(missingVectors.map(expected));
}, 60_000);

function expected({ utility, args, result, error, message }: UtilityVector): object {
  return { utility, args, result, error, message };
}

/** Outcomes with their calls, and with messages where all languages have the same. */
function told(
  vectors: readonly UtilityVector[],
  outcomes: readonly VectorOutcome[],
): readonly object[] {
  return vectors.map(({ utility, args, message: wanted }, index) => {
    const { result, error, message } = outcomes[index] ?? {};
    return { utility, args, result, error, message: wanted === undefined ? undefined : message };
  });
}
