/** What a page may do wrong, or its guests: each has a clear answer, and what was there is kept. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { openFuelboxPage, root } from "../support/fuelbox-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const engine = readFileSync(join(root, "dist/browser/quickjs.wasm"));
const flipped = Buffer.from(engine);
flipped[1000] = (flipped[1000] ?? 0) ^ 1;

test.each([
  ["has one wrong bit", flipped, /its SHA-256 is [0-9a-f]{64}, must be [0-9a-f]{64} /],
  ["has been cut short", engine.subarray(0, 600_000), /its SHA-256 is /],
  ["is too long", Buffer.concat([engine, Buffer.alloc(1)]), /it is longer than 637405 bytes/],
  ["is empty", Buffer.alloc(0), /its SHA-256 is e3b0c442/],
  ["is a page that says sorry", Buffer.from("<!doctype html>Sorry"), /its SHA-256 is /],
])(
  "an engine's file that %s is refused, files are kept, and the right one works",
  async (_title, body, message) => {
    const { page, context, close } = await openFuelboxPage(browser);
    await context.route("**/quickjs.wasm", (route) => route.fulfill({ body }), { times: 1 });
    const [failure, kept, next] = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox({ files: { "/app/a": "kept" } });
      const run = () => sandbox.run({ javascript: 'console.log("hi")' });
      const error = await run().then(
        () => "it ran",
        (reason: Error) => `${Reflect.get(reason, "code")}: ${reason.message}`,
      );
      const text = await sandbox.fs.readText("/app/a");
      const { stdout } = await run();
      await sandbox.close();
      return [error, text, stdout];
    });
    expect(failure).toMatch(/^ENGINE_MISSING: Cannot get the engine ready: .*"quickjs\.wasm"/);
    expect(failure).toMatch(message);
    expect([kept, next]).toEqual(["kept", "hi\n"]);
    await close();
  },
);

test("without a network, what was not loaded before is named, and works when there is one", async () => {
  const { page, context, close } = await openFuelboxPage(browser);
  const run = () =>
    page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox();
      const found = [];
      for (const program of [{ javascript: "console.log(1)" }, { shell: "echo 2" }]) {
        const text = await sandbox.run(program).then(
          ({ stdout }) => stdout,
          (error: Error) => `${Reflect.get(error, "code")}: ${error.message}`,
        );
        found.push(text);
      }
      await sandbox.close();
      return found;
    });
  expect(await run()).toEqual(["1\n", "2\n"]);
  await context.route("**/python_stdlib.zip", (route) => route.abort("internetdisconnected"));
  const failure = await page.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox();
    const text = await sandbox.run({ python: "print(3)" }).then(
      ({ stdout }) => stdout,
      (error: Error) => `${Reflect.get(error, "code")}: ${error.message}`,
    );
    await sandbox.close();
    return text;
  });
  expect(failure).toMatch(
    /^ENGINE_MISSING: Cannot get the engine ready: Cannot load asset "python_stdlib\.zip" from http/,
  );
  expect(await run()).toEqual(["1\n", "2\n"]);
  await close();
});

test("a script that prints 100 MB has the first part of it, and the page goes on meanwhile", async () => {
  const { page, complaints, close } = await openFuelboxPage(browser);
  const found = await page.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox();
    let turns = 0;
    const timer = setInterval(() => {
      turns++;
    }, 1);
    let heardBytes = 0;
    const { stdout, ...result } = await sandbox.run({
      javascript:
        'const block = "x".repeat(2 ** 20); for (let i = 0; i < 100; i++) console.log(block);',
      limits: { fuel: 100_000_000_000, timeoutMs: 120_000 },
      onStdout: (chunk) => {
        heardBytes += chunk.length;
      },
    });
    clearInterval(timer);
    const next = await sandbox.run({ javascript: "console.log(1)" });
    await sandbox.close();
    return { result, length: stdout.length, heardBytes, turns, next: next.stdout };
  });
  expect(found.result).toMatchObject({ outcome: "exited", exitCode: 0, stdoutTruncated: true });
  // The limit of stdout, and a line that says so.
  expect(found.length).toBeLessThan(2_000_200);
  expect(found.heardBytes).toBe(found.length);
  expect(found.turns).toBeGreaterThan(0);
  expect(found.next).toBe("1\n");
  expect(complaints).toEqual([]);
  await close();
});

test("a second run that is started while one is going waits for it, and so does a write", async () => {
  const { page, close } = await openFuelboxPage(browser);
  const order = await page.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox({ files: { "/app/n": "0" } });
    const seen: string[] = [];
    const add = async (name: string) => {
      const { stdout } = await sandbox.run({
        javascript: `
          import * as fs from "node:fs";
          const n = fs.readFileSync("/app/n", "utf8");
          await new Promise((resolve) => setTimeout(resolve, 50));
          fs.writeFileSync("/app/n", n + "${name}");
          console.log(n);
        `,
      });
      seen.push(`${name} ${stdout.trim()}`);
    };
    const first = add("a");
    const second = add("b");
    await Promise.all([first, second]);
    const third = add("c");
    await sandbox.fs.appendFile("/app/n", "!");
    await third;
    seen.push(await sandbox.fs.readText("/app/n"));
    await sandbox.close();
    return seen;
  });
  expect(order).toEqual(["a 0", "b 0a", "c 0ab", "0abc!"]);
  await close();
});

test("200 MB for files that may take 64 MB are refused, from the page and from a guest", async () => {
  const { page, complaints, close } = await openFuelboxPage(browser);
  const found = await page.evaluate(async () => {
    const told = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => "done",
        (error: Error) => error.message,
      );
    const large = new Uint8Array(200 * 2 ** 20).fill(7);
    const limits = { fileBytes: 64 * 2 ** 20 };
    const opened = await told(fuelbox.openSandbox({ limits, files: { "/app/big": large } }));
    const sandbox = await fuelbox.openSandbox({ limits, files: { "/app/a": "kept" } });
    const written = await told(sandbox.fs.writeFile("/app/big", large));
    const guest = await sandbox.run({
      javascript: `
        import * as fs from "node:fs";
        const block = new Uint8Array(2 ** 20).fill(7);
        let blocks = 0;
        try {
          for (; blocks < 200; blocks++) fs.appendFileSync("/app/big", block);
        } catch (error) {
          console.log(error.code, blocks > 50 && blocks < 65);
        }
        fs.rmSync("/app/big");
        fs.writeFileSync("/app/b", "after");
      `,
    });
    const names = await sandbox.fs.readdir("/app");
    const kept = await sandbox.fs.readText("/app/a");
    await sandbox.close();
    return { opened, written, guest: guest.stdout, names, kept };
  });
  const message = "EDQUOT: quota exceeded, write";
  expect(found).toEqual({
    opened: message,
    written: message,
    guest: "EDQUOT true\n",
    names: ["a", "b"],
    kept: "kept",
  });
  expect(complaints).toEqual([]);
  await close();
});
