/** Guests that look for files of the host. */
import { openSandbox, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assemble } from "./sandbox-guests.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ files: { "/app/mine": "mine" } });
});
afterAll(() => sandbox.close());

const outside = [
  "/etc/passwd",
  "../../etc/passwd",
  "/app/../etc/passwd",
  "/app/../../../../etc/passwd",
  "/proc/self/environ",
  "/app2/x",
  process.execPath,
  "link-to-passwd",
  "link-to-root/etc/passwd",
  "file:///etc/passwd",
  "\\\\?\\C:\\Windows\\win.ini",
];

test.each(outside)("a script that reads %s finds nothing", async (path) => {
  const { stdout } = await sandbox.run({
    javascript: `
      import * as fs from "node:fs";
      for (const [name, target] of [["link-to-passwd", "/etc/passwd"], ["link-to-root", "/"]]) {
        try { fs.symlinkSync(target, "/app/" + name); } catch {}
      }
      try {
        console.log("read", fs.readFileSync(${JSON.stringify(path)}, "utf8").slice(0, 20));
      } catch (error) {
        console.log("refused", error.code);
      }
    `,
  });
  expect(stdout).toMatch(/^refused (?:ENOENT|ENOTDIR|EACCES|EINVAL)/);
});

test.each(outside)("a utility that is given %s finds nothing", async (path) => {
  const { stdout } = await sandbox.run({
    javascript: `
      import { head } from "sandbox_utils";
      try {
        console.log("read", head(${JSON.stringify(path)}).slice(0, 20));
      } catch (error) {
        console.log("refused", error.code);
      }
    `,
  });
  expect(stdout).toMatch(/^refused (?:ENOENT|ENOTDIR|PATH_ESCAPE_ATTEMPT|EINVAL)/);
});

test.each(["/etc/passwd", "../etc/passwd", "a/../../x", "/app2/x"])(
  "a module that opens %s below its preopen is refused",
  async (path) => {
    const wasm = await assemble(`(module
      (import "wasi_snapshot_preview1" "path_open" (func $path_open
        (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
      (memory (export "memory") 1)
      (data (i32.const 0) "${path}")
      (func (export "_start")
        (call $proc_exit (call $path_open (i32.const 3) (i32.const 1) (i32.const 0)
          (i32.const ${path.length}) (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0)
          (i32.const 64)))))`);
    const { outcome, exitCode } = await sandbox.run({ wasm });
    const errno = { notcapable: 76, perm: 63, noent: 44 };
    expect(outcome).toBe("exited");
    expect(Object.values(errno)).toContain(exitCode);
  },
);

test("no error that a guest sees names a path of the host", async () => {
  const { stdout, stderr } = await sandbox.run({
    javascript: `
      import * as fs from "node:fs";
      for (const work of [
        () => fs.readFileSync("/nowhere"),
        () => { throw new Error("mine"); },
        () => JSON.parse("{"),
        () => null.x,
      ]) {
        try { work(); } catch (error) { console.log(error.message, error.stack); }
      }
      import("./missing.mjs").catch((error) => console.log(error.message, error.stack));
    `,
  });
  const text = stdout + stderr;
  expect(text).toContain("mine");
  expect(text).not.toContain(process.cwd());
  expect(text).not.toMatch(/node_modules|\bdist\/|worker_threads|file:\/\/\/(?!app)/);
});
