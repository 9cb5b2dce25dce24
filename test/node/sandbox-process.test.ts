import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a module of the host in a process of its own, which must end by itself. */
function runHost(source: string): Ended {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", source],
    { cwd: root, encoding: "utf8", timeout: 20_000 },
  );
  return { status, stdout, stderr };
}

const loopUntilKilled = `
  const wasm = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1,
    0, 1, 7, 19, 2, 6, 109, 101, 109, 111, 114, 121, 2, 0, 6, 95, 115, 116, 97, 114, 116, 0, 0, 10,
    9, 1, 7, 0, 3, 64, 12, 0, 11, 11]);
  const result = await sandbox.run({ wasm, limits: { fuel: 2 ** 53 - 1, timeoutMs: 100 } });
  console.log(result.outcome, result.stateLost);
`;

test.each([
  ["without a run", ""],
  ["after a run", 'await sandbox.run({ javascript: "1" });'],
  ["after a kill", loopUntilKilled],
])("a process ends by itself when its sandbox is closed %s", (_title, work) => {
  const ended = runHost(`
    import { openSandbox } from "fuelbox";
    const sandbox = await openSandbox();
    ${work}
    await sandbox.close();
    console.log("closed");
  `);
  expect(ended).toMatchObject({ status: 0, stderr: "" });
  expect(ended.stdout).toMatch(/closed\n$/);
});

test("a process ends by itself when its sandbox was forgotten", () => {
  const ended = runHost(`
    import { openSandbox } from "fuelbox";
    const sandbox = await openSandbox();
    console.log((await sandbox.run({ javascript: "console.log(1 + 1)" })).stdout);
  `);
  expect(ended).toEqual({ status: 0, stdout: "2\n\n", stderr: "" });
});

test("the same program and seed give the same output and fuel in every process", () => {
  const source = `
    import { openSandbox } from "fuelbox";
    const sandbox = await openSandbox({ files: { "/app/data.csv": "a,b\\n1,2\\n3,4\\n" } });
    const javascript = \`
      import { csvToJson } from "sandbox_utils";
      import { writeFileSync, readdirSync, statSync } from "node:fs";
      writeFileSync("/app/out", csvToJson("/app/data.csv"));
      console.log(Math.random(), Date.now(), performance.now(), readdirSync("/app"));
      console.log(statSync("/app/out").mtimeMs);
    \`;
    for (const deterministic of [7, 7, 8]) {
      const { stdout, stderr, fuel } = await sandbox.run({ javascript, deterministic });
      console.log(JSON.stringify([stdout, stderr, fuel.used]));
      await sandbox.fs.rm("/app/out");
    }
    await sandbox.close();
  `;
  const first = runHost(source);
  expect(first).toMatchObject({ status: 0, stderr: "" });
  expect(runHost(source)).toEqual(first);
  const [one, again, other] = first.stdout.trim().split("\n");
  expect(one).toBe(again);
  expect(one).not.toBe(other);
  expect(JSON.parse(one ?? "")[1]).toBe("");
});
