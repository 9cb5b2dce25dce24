/** What only WASI programs are started with, in the package as it ships. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSandbox, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fuelbox } from "../support/fuelbox-command.ts";
import { listing } from "../support/wasi-guests.ts";
import { assemble } from "./sandbox-guests.ts";

let sandbox: Sandbox;
let wasm: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  wasm = await assemble(listing);
  sandbox = await openSandbox({ files: { "/app/d/f": "", "/app/list.wasm": wasm } });
});
afterAll(() => sandbox.close());

test("a program starts with /app and its working directory", async () => {
  const { stdout } = await sandbox.run({ wasm });
  expect(stdout).toBe("/app\n.\n");
});

test("a program starts with the directories that it is given, whatever names it by", async () => {
  const preopens = { data: "/app/d", "/": "/app" };
  for (const program of [{ wasm }, { wasm: "/app/list.wasm" }, { file: "/app/list.wasm" }]) {
    const { stdout } = await sandbox.run({ ...program, preopens });
    expect(stdout).toBe("data\n/\n");
  }
  expect(await sandbox.fs.exists("/app/d/new")).toBe(true);
});

test("a directory that is not there is refused before the program starts", async () => {
  await expect(sandbox.run({ wasm, preopens: { x: "/app/none" } })).rejects.toMatchObject({
    code: "ENOENT",
  });
});

test("a traced program has its calls on stderr", async () => {
  const streamed: string[] = [];
  const { stdout, stderr } = await sandbox.run({
    wasm,
    trace: true,
    preopens: { d: "/app/d" },
    onStderr: (chunk) => streamed.push(new TextDecoder().decode(chunk)),
  });
  expect(stdout).toBe("d\n");
  expect(stderr.split("\n")).toEqual([
    'path_create_directory(3, "new") = 20 EEXIST',
    "fd_prestat_get(3) = 0",
    "fd_prestat_dir_name(3, 1) = 0",
    "fd_write(1, 1 buffers) = 0 (1)",
    "fd_write(1, 1 buffers) = 0 (1)",
    "fd_prestat_get(4) = 8 EBADF",
    "",
  ]);
  expect(streamed.join("")).toBe(stderr);
});

test("the command writes calls to standard error", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wasi-"));
  try {
    writeFileSync(join(folder, "list.wasm"), wasm);
    const { code, stdout, stderr } = await fuelbox(["run", "--trace", join(folder, "list.wasm")]);
    expect([code, stdout]).toEqual([0, "/app\n.\n"]);
    const [first, ...rest] = stderr.trimEnd().split("\n");
    expect(first).toBe('path_create_directory(3, "new") = 0');
    expect(rest.at(-2)).toBe("fd_prestat_get(5) = 8 EBADF");
    expect(rest.at(-1)).toMatch(/^fuelbox: /);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a compiled module is refused", async () => {
  const module = await WebAssembly.compile(wasm);
  // What TypeScript refuses, JavaScript passes on.
  const options = { wasm: module as unknown as Uint8Array };
  await expect(sandbox.run(options)).rejects.toThrow("cannot be metered, give its bytes");
});
