import { expect, test } from "vitest";
import { createFileSystem } from "../vfs/index.ts";
import { writeRunLogs } from "./run-logs.ts";

const logs = { stdout: "out\n", stderr: "err\n" };

function open(options = {}) {
  const fs = createFileSystem(options).sync;
  fs.mkdir("/app");
  return fs;
}

test("writeRunLogs() gives each run a directory with the next number", () => {
  const fs = open();
  expect(writeRunLogs(fs, logs)).toBe("/app/.logs/1");
  fs.mkdir("/app/.logs/7");
  fs.mkdir("/app/.logs/other");
  expect(writeRunLogs(fs, logs)).toBe("/app/.logs/8");
  expect(new TextDecoder().decode(fs.readFile("/app/.logs/8/stdout.log"))).toBe("out\n");
  expect(new TextDecoder().decode(fs.readFile("/app/.logs/8/stderr.log"))).toBe("err\n");
});

test("writeRunLogs() writes nothing when there is no room, or a file has the name", () => {
  const full = open({ maxNodes: 3 });
  expect(writeRunLogs(full, logs)).toBeUndefined();
  const taken = open();
  taken.writeFile("/app/.logs", new Uint8Array());
  expect(writeRunLogs(taken, logs)).toBeUndefined();
});

test("writeRunLogs() counts no directory that has no next number", () => {
  const fs = open();
  fs.mkdir("/app/.logs");
  fs.mkdir(`/app/.logs/${Number.MAX_SAFE_INTEGER}`);
  expect(writeRunLogs(fs, logs)).toBe(`/app/.logs/${Number.MAX_SAFE_INTEGER + 1}`);
  expect(writeRunLogs(fs, logs)).toBeUndefined();
});
