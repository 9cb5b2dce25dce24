/** A real sandbox gives the same answers through `sandbox.utils` and through its guests of both languages. */
import { openSandbox, type RunOptions, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleFiles, type UtilityRow, utilities } from "../../utils-lib/index.ts";
import {
  exampleVectors,
  type RunGuest,
  runInJavaScript,
  runInPython,
} from "../utilities/run-vectors.ts";

const rows: readonly UtilityRow[] = Object.values(utilities);
const vectors = [...new Set(rows.map(({ module }) => module))].flatMap(exampleVectors);
const expected = vectors.map(({ utility, result }) => ({ utility, result }));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ limits: { fuel: 20_000_000_000 } });
});
afterAll(() => sandbox?.close());

function guest(language: "javascript" | "python"): RunGuest {
  return async (source, stdin) => {
    const options: RunOptions = { [language]: source, stdin };
    const { outcome, exitCode, stdout, stderr } = await sandbox.run(options);
    expect({ outcome, exitCode, stderr }).toEqual({ outcome: "exited", exitCode: 0, stderr: "" });
    return stdout;
  };
}

test.each([
  ["JavaScript", () => runInJavaScript(vectors, guest("javascript"))],
  ["Python", () => runInPython(vectors, guest("python"))],
])("%s guests get the results of all examples", async (_language, run) => {
  const outcomes = await run();
  expect(
    outcomes.map(({ after: _, ...outcome }, index) => ({
      utility: vectors[index]?.utility,
      ...outcome,
    })),
  ).toEqual(expected);
});

test.each(rows.map((row) => [row.name, row] as const))(
  "sandbox.utils gives the result of the example of %s",
  async (_name, { camelCaseName, example }) => {
    for (const name of await sandbox.fs.readdir("/app")) {
      await sandbox.fs.rm(`/app/${name}`, { recursive: true });
    }
    for (const [path, content] of Object.entries(exampleFiles)) {
      await sandbox.fs.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
      await sandbox.fs.writeFile(path, content);
    }
    const call: unknown = Reflect.get(sandbox.utils, camelCaseName);
    if (typeof call !== "function") throw new TypeError(`There is no utility "${camelCaseName}"`);
    const result: unknown = await Reflect.apply(call, sandbox.utils, example.args);
    expect(withoutTimes(result)).toEqual(withoutTimes(example.result));
  },
);

/** The files of the examples are older than those that have just been written. */
function withoutTimes(result: unknown): unknown {
  if (typeof result !== "object" || result === null || !("modified" in result)) return result;
  return { ...result, modified: 0 };
}
