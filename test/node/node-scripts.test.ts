/** Scripts as models write them for Node, in a sandbox: they must print what they print in Node. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { openSandbox } from "fuelbox";
import { expect, test } from "vitest";

interface Recorded {
  readonly stdout: string;
  readonly exitCode: number;
}

const folder = new URL("../node-scripts/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const { args, env } = JSON.parse(read("setting.json")) as {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};
/** Made by `node scripts/record-node-scripts.mjs`. */
const { scripts } = JSON.parse(read("expected.json")) as {
  readonly scripts: Readonly<Record<string, Recorded>>;
};

/** The scripts that print something else, and why. */
const differing: ReadonlyMap<string, string> = new Map([
  ["bank.cjs", "the engine does not say whose property has no setter: #<Object> for #<Account>"],
  ["date-calendar.cjs", "dates are written as in en-US, whatever locale is asked for"],
  [
    "symbols-proxies.cjs",
    "the engine spreads text into an object after a list as if it were that list",
  ],
]);

async function run(name: string): Promise<Recorded> {
  const path = `/app/${name}`;
  const sandbox = await openSandbox({ env, files: { [path]: read(name) } });
  const input = new URL(`stdin/${name}.txt`, folder);
  const stdin = existsSync(input) ? readFileSync(input, "utf8") : "";
  try {
    const { stdout, exitCode } = await sandbox.run({ file: path, args: [...args], stdin });
    return { stdout, exitCode };
  } finally {
    await sandbox.close();
  }
}

test("every script has been recorded", () => {
  const names = readdirSync(folder).filter((name) => /\.[cm]js$/.test(name));
  expect(Object.keys(scripts).sort()).toEqual(names.sort());
  expect(names.length).toBeGreaterThanOrEqual(60);
});

test("at least 95 of 100 scripts print what they print in Node", () => {
  expect(differing.size / Object.keys(scripts).length).toBeLessThanOrEqual(0.05);
});

test.each(Object.entries(scripts))("%s does what it does in Node", async (name, expected) => {
  const seen = await run(name);
  const reason = differing.get(name);
  if (reason === undefined) expect(seen).toEqual(expected);
  else expect(seen.stdout, reason).not.toBe(expected.stdout);
});
