/** `--profile` and `fuelbox bench` with a sandbox that only pretends to run. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Profile, RunOptions, RunResult } from "../sandbox/node.ts";
import { noSession } from "../test/support/no-session.ts";
import { createFileSystem } from "../vfs/index.ts";
import { runCommand } from "./command.ts";
import { profileReport } from "./profile-report.ts";

const folder = mkdtempSync(join(tmpdir(), "profile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nothing = { rows: [], others: 0, othersFuel: 0 };
const profile: Profile = {
  fuel: 1_000,
  phases: {
    ...{ start: 100, imports: 0, program: 700, commands: 0 },
    ...{ utilities: 150, hostCalls: 50, programs: 0 },
  },
  utilities: { ...nothing, rows: [{ name: "find", calls: 2, fuel: 150 }] },
  hostCalls: { ...nothing, rows: [{ name: "fd_write", calls: 1, fuel: 50 }] },
  programs: nothing,
  commands: nothing,
  functions: {
    ...nothing,
    rows: [{ name: "work\x1b[31m", file: "/app/a.py", line: 1, self: 600, total: 900 }],
  },
  lines: {
    ...nothing,
    rows: [{ file: "/app/a.py", line: 3, self: 500, total: 900, source: "x = work(1)" }],
  },
  unplaced: 100,
  samples: 12,
};

function resultOf(fuel: number, stdout: string): RunResult {
  return {
    ...{ outcome: "exited", ok: true, exitCode: 0, stdout, stderr: "" },
    ...{ stdoutTruncated: false, stderrTruncated: false },
    fuel: { used: fuel, limit: 2_000_000_000, profile: "wasmtime-49" },
    fuelAnalysis: { utilizationPercent: 0.1, status: "efficient", suggestedBudget: 2e9 },
    memory: { peakBytes: 3 * 2 ** 20, limitBytes: 134_217_728 },
    durationMs: 1_500,
    files: { created: [], modified: [], deleted: [] },
  };
}

let stdout = "";
let stderr = "";
let seen: RunOptions[] = [];
beforeEach(() => {
  stdout = "";
  stderr = "";
  seen = [];
});

function file(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, "pass\n");
  return path;
}

function run(
  argv: readonly string[],
  guest: (options: RunOptions) => Partial<RunResult> = () => ({}),
) {
  return runCommand(argv, {
    stdin: Object.assign((async function* () {})(), { isTTY: true }),
    stdinPatienceMs: 0,
    stdout: {
      write: (chunk) => {
        stdout += Buffer.from(chunk).toString();
      },
    },
    stderr: {
      write: (chunk) => {
        stderr += Buffer.from(chunk).toString();
      },
    },
    onInterrupt: () => () => {},
    openSandbox: async ({ mounts = [] }) => {
      const fs = createFileSystem();
      for (const mount of mounts) await mount.load(fs.sync);
      return {
        fs,
        close: async () => {},
        session: noSession,
        async run(options) {
          seen.push(options);
          const asked = options.profile === true ? { profile } : {};
          const result: RunResult = { ...resultOf(1_000, "1\n"), ...asked, ...guest(options) };
          return result;
        },
      };
    },
  });
}

test("profileReport() shows lists that have rows, with shares, and no control characters", () => {
  expect(profileReport(profile)).toBe(
    [
      "phases",
      "   10.0 %               100  start and end",
      "   70.0 %               700  program",
      "   15.0 %               150  utilities",
      "    5.0 %                50  host calls",
      "lines, with all that they call",
      "   90.0 %               900  a.py:3  x = work(1)",
      "functions, without what they call",
      "   60.0 %               600  work [31m  /app/a.py:1",
      "utilities",
      "   15.0 %               150  find  2 calls",
      "host calls",
      "    5.0 %                50  fd_write  1 call",
      "",
    ].join("\n"),
  );
});

test.each([[["run", "--profile", file("a.py")]], [["run", file("a.py"), "--profile"]]])(
  "%j shows the profile on standard error",
  async (argv) => {
    expect(await run(argv)).toBe(0);
    expect(seen).toMatchObject([{ file: "/app/a.py", profile: true }]);
    expect(stderr).toContain("90.0 %               900  a.py:3  x = work(1)\n");
  },
);

test("--profile with a file writes it, as an image or as data", async () => {
  const [svg, json] = [join(folder, "p.svg"), join(folder, "p.json")];
  expect(await run(["run", "--profile", svg, file("a.py")])).toBe(0);
  expect(readFileSync(svg, "utf8")).toMatch(/^<svg .*x = work\(1\)/s);
  expect(await run(["run", file("a.py"), "--profile", json])).toBe(0);
  expect(JSON.parse(readFileSync(json, "utf8"))).toEqual(profile);
  expect(stderr).not.toContain("a.py:3");
});

test("--profile with --json leaves it to the result", async () => {
  expect(await run(["run", "--json", "--profile", file("a.py")])).toBe(0);
  expect(JSON.parse(stdout).profile).toEqual(profile);
  expect(stderr).toBe("");
});

test("--profile says when there is none, and when its file cannot be written", async () => {
  expect(
    await run(["run", "--profile", file("a.py")], () => ({ profile: undefined as never })),
  ).toBe(0);
  expect(stderr).toContain("there is no profile");
  expect(await run(["run", "--profile", join(folder, "none/p.svg"), file("a.py")])).toBe(2);
  expect(stderr).toContain("Cannot write");
});

test("without --profile, none is made", async () => {
  await run(["run", file("a.py")]);
  expect(seen[0]?.profile).toBe(undefined);
});

test("fuelbox bench runs the program once for its profile, and then for its time", async () => {
  expect(await run(["bench", file("a.py"), "--runs", "3", "--", "x"])).toBe(0);
  expect(seen.map(({ profile, deterministic, args }) => [profile, deterministic, args])).toEqual([
    [true, 0, ["x"]],
    ...Array.from({ length: 3 }, () => [false, 0, ["x"]]),
  ]);
  expect(stdout).toMatch(/a\.py: 1,000 fuel, 3\.0 MiB, 1\.50 s; suggested budget 2,000\nphases\n/);
});

test("fuelbox bench --compare compares fuel and output", async () => {
  const slower = (options: RunOptions) =>
    options.file === "/app/b.py" ? { ...resultOf(2_500, "2\n"), profile } : {};
  expect(await run(["bench", file("a.py"), "--compare", file("b.py")], slower)).toBe(0);
  expect(stdout).toContain(
    `b.py: 2.5000 times the fuel of ${folder}/a.py, +1,500, another output\n`,
  );
});

test("fuelbox bench --json prints all of it", async () => {
  await run(["bench", file("a.py"), "--compare", file("c.py"), "--json"]);
  const { programs, comparison } = JSON.parse(stdout);
  expect(programs).toHaveLength(2);
  expect(programs[0]).toMatchObject({
    fuel: 1_000,
    suggestedBudget: 2_000,
    durationMs: 1_500,
    profile,
  });
  expect(comparison).toEqual({ ratio: 1, fuelDifference: 0, sameOutput: true });
});

test("fuelbox bench answers with the exit code of a program that fails, and times none that is stopped", async () => {
  const stop = () => ({ outcome: "out-of-fuel", ok: false, exitCode: 152 }) as const;
  expect(await run(["bench", file("a.py")], stop)).toBe(152);
  expect(seen).toHaveLength(1);
  expect(stderr).toContain("out of fuel");
});

test.each([
  [["bench"], "Name the program to measure"],
  [["bench", "a.py", "b.py"], 'Cannot take "b.py"'],
  [["bench", "a.py", "--runs", "0"], 'Cannot read runs "0"'],
  [["bench", "a.py", "--runs", "1e3"], 'Cannot read runs "1e3"'],
  [["bench", join(folder, "none.py")], "Cannot read"],
])("%j is refused", async (argv, message) => {
  expect(await run(argv)).toBe(2);
  expect(stderr).toContain(message);
});
