/** `fuelbox run` as a user has it: the built command in a process of its own. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fuelbox, root } from "../support/fuelbox-command.ts";
import { copying, exiting, growing, needing, recursing, trapping } from "./cli-guests.ts";
import { assemble, looping, printing } from "./sandbox-guests.ts";

const folder: string = mkdtempSync(join(tmpdir(), "cli-run-"));
const path = (name: string) => join(folder, name);

function write(name: string, content: string | Uint8Array): string {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), content);
  return path(name);
}

const guests = { copying, exiting, growing, needing, recursing, trapping, looping };

beforeAll(async () => {
  for (const [name, wat] of Object.entries(guests)) write(`${name}.wasm`, await assemble(wat));
  const chatting = await assemble(printing("tick", "(loop $again (br $again))"));
  write("chatting.wasm", chatting);
  write("truncated.wasm", chatting.subarray(0, chatting.length - 20));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each<[string, readonly string[], number, RegExp]>([
  ["its own exit code", ["exiting.wasm"], 3, /exited 3/],
  [
    "out of fuel",
    ["looping.wasm", "--fuel", "1M"],
    152,
    /out of fuel.*fuel 1,000,000 of 1,000,000/,
  ],
  ["a timeout", ["looping.wasm", "--fuel", "1e15", "--timeout", "300ms"], 124, /timed out/],
  ["a trap", ["trapping.wasm"], 134, /trapped/],
  ["a stack overflow", ["recursing.wasm"], 139, /stack overflow/],
  ["out of memory", ["growing.wasm", "--memory", "4m"], 137, /out of memory/],
])("%s has its exit code and its line", async (_, [name = "", ...options], code, line) => {
  const result = await fuelbox(["run", path(name), ...options]);
  expect(result).toMatchObject({ code, stdout: "" });
  expect(result.stderr).toMatch(line);
  expect(result.stderr).toMatch(/^fuelbox: [^\n]+\n$/);
});

test("piped input goes to the guest, --stdin FILE overrides it, and nothing is an end of file", async () => {
  const program = path("copying.wasm");
  const piped = await fuelbox(["run", program], { input: "piped\n" });
  expect(piped).toMatchObject({ code: 0, stdout: "piped\n" });
  const file = write("in.txt", "from a file\n");
  const overridden = await fuelbox(["run", program, "--stdin", file], { input: "piped\n" });
  expect(overridden.stdout).toBe("from a file\n");
  expect(await fuelbox(["run", program])).toMatchObject({ code: 0, stdout: "" });
});

test("a pipe that stays silent does not hold the guest up for ever", async () => {
  const result = await fuelbox(["run", path("exiting.wasm")], { input: { silent: true } });
  expect(result.code).toBe(3);
  expect(result.stderr).toContain("no standard input came");
});

test.runIf(process.platform !== "win32")("Ctrl-C cancels the run", async () => {
  const result = await fuelbox(["run", path("chatting.wasm"), "--fuel", "1e15"], {
    onFirstOutput: (child) => child.kill("SIGINT"),
  });
  expect(result).toMatchObject({ code: 130, stdout: "tick" });
  expect(result.stderr).toMatch(/^fuelbox: cancelled,[^\n]+\n$/);
});

test("a reader that went away is no failure", async () => {
  const program = write("many.mjs", 'for (let i = 0; i < 2e4; i += 1) console.log("line " + i);\n');
  const result = await fuelbox(["run", program], {
    onFirstOutput: (child) => child.stdout?.destroy(),
  });
  expect(result.stderr).toMatch(/^fuelbox: exited 0[^\n]+\n$/);
  expect(result.code).toBe(0);
});

test("arguments after -- and variables reach the guest untouched", async () => {
  const program = write(
    "args.mjs",
    "console.log(JSON.stringify([process.argv.slice(1), process.env.A]));\n",
  );
  const result = await fuelbox(["run", program, "--env", "A=b=c", "--", "--json", "-x", "--"]);
  expect(JSON.parse(result.stdout)).toEqual([["/app/args.mjs", "--json", "-x", "--"], "b=c"]);
});

test("changes come home from rw mounts only, and --out gets a copy", async () => {
  for (const mode of ["ro", "cow", "rw"]) write(`${mode}/a.txt`, "old");
  const program = write(
    "change.mjs",
    `import { mkdirSync, rmSync, writeFileSync } from "node:fs";
    for (const mode of ["ro", "cow", "rw"]) {
      try {
        writeFileSync("/app/" + mode + "/a.txt", "new");
        mkdirSync("/app/" + mode + "/sub");
        writeFileSync("/app/" + mode + "/sub/b.txt", "made");
      } catch (error) {
        console.log(mode, error.code);
      }
    }\n`,
  );
  const mounts = ["ro", "cow", "rw"].flatMap((mode) => [
    "--mount",
    `${path(mode)}:/app/${mode}:${mode}`,
  ]);
  const out = path("out/deep");
  const result = await fuelbox(["run", program, ...mounts, "--out", out]);
  expect(result).toMatchObject({ code: 0, stdout: "ro EROFS\n" });
  for (const mode of ["ro", "cow"]) {
    expect(readdirSync(path(mode))).toEqual(["a.txt"]);
    expect(readFileSync(path(`${mode}/a.txt`), "utf8")).toBe("old");
  }
  expect(readFileSync(path("rw/a.txt"), "utf8")).toBe("new");
  expect(readFileSync(path("rw/sub/b.txt"), "utf8")).toBe("made");
  expect(readdirSync(out)).toEqual(["cow", "rw"]);
  expect(readFileSync(join(out, "cow/sub/b.txt"), "utf8")).toBe("made");
});

test.each<[string, readonly string[], RegExp]>([
  ["a missing file", ["absent.mjs"], /absent\.mjs": no such file/],
  ["a directory", ["."], /it is a directory/],
  [
    "a mount that does not exist",
    ["exiting.wasm", "--mount", "/absent/x:/app/d"],
    /mount "\/app\/d"/,
  ],
  ["a bad number", ["exiting.wasm", "--memory", "much"], /Cannot read size "much"/],
  ["an option that does not exist", ["exiting.wasm", "--xyzzy"], /Unknown option "--xyzzy"/],
])("%s is one clear line and exit code 2", async (_, [name = "", ...options], line) => {
  const out = path("never");
  const result = await fuelbox(["run", path(name), "--out", out, ...options]);
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(result.stderr).toMatch(line);
  expect(result.stderr).toMatch(/^fuelbox: [^\n]+\n$/);
  expect(existsSync(out)).toBe(false);
});

test.each([
  ["a truncated module", "truncated.wasm"],
  ["a module that needs an unknown import", "needing.wasm"],
])("%s ends in one clear line, without a stack trace", async (_, name) => {
  const result = await fuelbox(["run", path(name)]);
  expect([2, 134]).toContain(result.code);
  expect(result.stderr).toMatch(/^fuelbox: [^\n]+\n$/);
  expect(result.stderr).not.toContain(folder);
});

test("the command is a file that a shell can start", () => {
  const main = readFileSync(join(root, "dist/node/main.js"), "utf8");
  expect(main.startsWith("#!/usr/bin/env node\n")).toBe(true);
});

test("--version and --help answer at once", async () => {
  expect(await fuelbox(["--version"])).toMatchObject({ code: 0, stderr: "" });
  const help = await fuelbox(["run", "--help"]);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain("Exit codes:");
});
