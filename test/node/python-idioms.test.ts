/** Python as models write it, in a sandbox: it must print what CPython prints on a real machine. */
import { openSandbox } from "fuelbox";
import { expect, test } from "vitest";
import {
  differingIdioms,
  type IdiomEnd,
  type PythonIdiom,
  pythonIdioms,
  recordedIdioms,
} from "../support/python-idioms.ts";

async function run({ source, stdin }: PythonIdiom): Promise<IdiomEnd> {
  await using sandbox = await openSandbox({ files: { "/app/main.py": source } });
  const program = { file: "/app/main.py", stdin, deterministic: true } as const;
  const { stdout, exitCode } = await sandbox.run(program);
  return { stdout, exitCode };
}

test("every idiom has been recorded, and 95 of 100 are the same", () => {
  expect(Object.keys(recordedIdioms)).toEqual(pythonIdioms.map(({ name }) => name));
  expect(pythonIdioms.length).toBeGreaterThanOrEqual(250);
  expect(differingIdioms.size / pythonIdioms.length).toBeLessThanOrEqual(0.05);
});

test.each(pythonIdioms)("$name does what it does in CPython", async (idiom) => {
  const seen = await run(idiom);
  const reason = differingIdioms.get(idiom.name);
  if (reason === undefined) expect(seen).toEqual(recordedIdioms[idiom.name]);
  else expect(seen, reason).not.toEqual(recordedIdioms[idiom.name]);
});
