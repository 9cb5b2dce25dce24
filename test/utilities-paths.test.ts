/** No utility takes a path that leads out of `/app`, behind any door. */
import { expect, test } from "vitest";
import { callUtility, PathEscapeError } from "../utils-lib/index.ts";
import { javascriptGuest, pythonGuest } from "./utilities/guests.ts";
import { pathVectors } from "./utilities/path-vectors.ts";
import { createContext, runInJavaScript, runInPython } from "./utilities/run-vectors.ts";

test.each(pathVectors)("$utility($args) is refused and changes nothing", (vector) => {
  const context = createContext(vector);
  const before = context.fs.snapshot();
  expect(() => callUtility(context, vector.utility, vector.args)).toThrow(PathEscapeError);
  expect(() => callUtility(context, vector.utility, vector.args)).toThrow(vector.message);
  expect(context.fs.diff(before)).toEqual({ created: [], modified: [], deleted: [] });
});

const refused = pathVectors.map(({ utility, args, error, message }) => ({
  utility,
  args,
  error,
  message,
  after: {},
}));

test("a JavaScript guest gets PATH_ESCAPE_ATTEMPT for all of them", async () => {
  const outcomes = await runInJavaScript(pathVectors, javascriptGuest);
  expect(named(outcomes)).toEqual(refused);
}, 60_000);

test("a Python guest gets ValueError for all of them", async () => {
  const outcomes = await runInPython(pathVectors, pythonGuest);
  expect(named(outcomes)).toEqual(refused);
}, 60_000);

function named(outcomes: readonly object[]): readonly object[] {
  return outcomes.map((outcome, index) => {
    const { utility, args } = pathVectors[index] ?? {};
    return { utility, args, ...outcome };
  });
}
