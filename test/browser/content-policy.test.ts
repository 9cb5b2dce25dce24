/** A strict content security policy: every language, in a page that may evaluate nothing but WebAssembly. */
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { openFuelboxPage, plainHtml } from "../support/fuelbox-page.ts";
import { assemble } from "../support/wat.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const html = plainHtml.replace(
  /<script[\s\S]*<\/script>/,
  '<script type="module" src="/test/browser/load.js"></script>',
);

/** What each needs of it: scripts of the site, WebAssembly, its workers, and to fetch the engines' files. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src data:",
].join("; ");

/** What each language prints, of things that could need more than the policy allows. */
const programs = [
  [{ javascript: 'console.log(new Function("return 6 * 7")(), eval("1 + 1"))' }, "42 2\n"],
  [
    { typescript: 'enum A { b = 2 }\nconst n: number = A.b;\nconsole.log("typed", n)' },
    "typed 2\n",
  ],
  [{ python: 'print(eval("6 * 7"), sum(range(5)))' }, "42 10\n"],
  [{ shell: "printf 'b\\na\\n' | sort | awk '{ print NR, $0 }' | sed 's/ /:/'" }, "1:a\n2:b\n"],
  [{ shell: "echo '{\"a\": [1, 2]}' | jq -c .a; python3 -c 'print(3)'" }, "[1,2]\n3\n"],
] as const;

/** Writes "wasm\n". */
const wasm = assemble(`(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\10\\00\\00\\00\\05\\00\\00\\00")
  (data (i32.const 16) "wasm\\n")
  (func (export "_start")
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))`);

test("every language runs under a strict policy, and breaks no rule of it", async () => {
  const { page, complaints, close } = await openFuelboxPage(browser, {
    headers: { "Content-Security-Policy": policy },
    html,
  });
  await page.waitForFunction("globalThis.fuelbox");
  const given = { programs: programs.map(([program]) => program), wasm: [...wasm] };
  const outputs = await page.evaluate(async ({ programs: list, wasm: bytes }) => {
    const sandbox = await fuelbox.openSandbox();
    const found: string[] = [];
    for (const program of [...list, { wasm: Uint8Array.from(bytes) }]) {
      const { stdout, stderr, outcome } = await sandbox.run(program);
      found.push(outcome === "exited" ? stdout + stderr : `${outcome}: ${stderr}`);
    }
    await sandbox.close();
    return found;
  }, given);
  expect(outputs).toEqual([...programs.map(([, output]) => output), "wasm\n"]);
  expect(complaints).toEqual([]);
  await close();
}, 240_000);
