import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { createScriptShare, readWorkerScript } from "./worker-script-node.ts";

const folder = mkdtempSync(join(tmpdir(), "fuelbox-script-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "worker.cjs");
const url = pathToFileURL(path);

test("readWorkerScript() reads a script as text that nobody has compiled", () => {
  writeFileSync(path, "exports.é = 1;");
  expect(readWorkerScript(url)).toEqual({ path, text: "exports.é = 1;", code: undefined });
});

test("createScriptShare() lets the first thread load the file, and tells the others what one has compiled", () => {
  writeFileSync(path, "1;");
  const share = createScriptShare(url);
  expect(share.next()).toBeUndefined();
  expect(share.next()).toEqual({ path, text: "1;", code: undefined });
  share.keep(Uint8Array.of(1));
  expect(share.next()).toEqual({ path, text: "1;", code: Uint8Array.of(1) });
});

test("createScriptShare() keeps to the text that the code belongs to, and to the first code", () => {
  writeFileSync(path, "1;");
  const share = createScriptShare(url);
  share.next();
  share.next();
  writeFileSync(path, "2;");
  for (const told of ["text", undefined, { length: 1 }, Uint8Array.of(1), Uint8Array.of(2)]) {
    share.keep(told);
  }
  expect(share.next()).toEqual({ path, text: "1;", code: Uint8Array.of(1) });
});
