/** What a sandbox does in a page when all goes well. */
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printing } from "../node/sandbox-guests.ts";
import { launchChromium } from "../support/chromium.ts";
import { type FuelboxPage, openFuelboxPage, pageKinds } from "../support/fuelbox-page.ts";
import { assemble } from "../support/wat.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(pageKinds)("in a %s", (kind, headers) => {
  let opened: FuelboxPage;
  let page: Page;
  beforeAll(async () => {
    opened = await openFuelboxPage(browser, { headers });
    page = opened.page;
  });
  afterAll(() => opened?.close());

  test("memory can be shared or not, as the headers say", async () => {
    const found = await page.evaluate(() => [
      crossOriginIsolated,
      typeof SharedArrayBuffer === "function",
    ]);
    const isIsolated = kind !== "plain page";
    expect(found).toEqual([isIsolated, isIsolated]);
  });

  test("run() of a script has the whole result", async () => {
    const result = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox({ env: { A: "1" }, files: { "/app/old": "1" } });
      const answer = await sandbox.run({
        javascript: `
          import * as fs from "node:fs";
          fs.writeFileSync("/app/new", "2");
          fs.writeFileSync("/app/old", process.env.A + process.argv[2]);
          console.log(fs.readFileSync(0, "utf8"));
          console.error("no");
          process.exitCode = 3;
        `,
        args: ["x"],
        stdin: "é",
      });
      const files = [await sandbox.fs.readText("/app/new"), await sandbox.fs.readText("/app/old")];
      await sandbox.close();
      return { answer, files };
    });
    expect(result).toEqual({
      answer: {
        outcome: "exited",
        ok: false,
        exitCode: 3,
        stdout: "é\n",
        stderr: "no\n",
        stdoutTruncated: false,
        stderrTruncated: false,
        fuel: { used: expect.any(Number), limit: 2_000_000_000, profile: "wasmtime-49" },
        fuelAnalysis: {
          utilizationPercent: expect.any(Number),
          status: "efficient",
          suggestedBudget: 2_000_000_000,
        },
        memory: { peakBytes: expect.any(Number), limitBytes: 134_217_728 },
        durationMs: expect.any(Number),
        files: { created: ["/app/new"], modified: ["/app/old"], deleted: [] },
      },
      files: ["2", "1x"],
    });
  });

  test("run() takes a module as bytes, by URL and by guest path", async () => {
    const bytes = assemble(printing("wasm"));
    const outputs = await page.evaluate(async (wasm) => {
      const sandbox = await fuelbox.openSandbox({ files: { "/app/x.wasm": wasm } });
      const url = new URL(URL.createObjectURL(new Blob([wasm])));
      const all = [{ wasm }, { wasm: url }, { wasm: "/app/x.wasm" }, { file: "/app/x.wasm" }];
      const stdout: string[] = [];
      for (const program of all) stdout.push((await sandbox.run(program)).stdout);
      const missing = await sandbox.run({ wasm: new URL("/none.wasm", location.href) }).then(
        () => "read",
        (error: { readonly code?: string; readonly message: string }) => [
          error.code,
          error.message.replace(location.origin, ""),
        ],
      );
      await sandbox.close();
      return [...stdout, missing];
    }, bytes);
    expect(outputs).toEqual([
      ...["wasm", "wasm", "wasm", "wasm"],
      ["PROGRAM_MISSING", 'Cannot read program "/none.wasm": server answered 404'],
    ]);
  });

  test("run() passes output on before the run ends, and reads answer meanwhile", async () => {
    const { events, apart } = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox();
      const seen: string[] = [];
      const times: number[] = [];
      const note = (chunk: Uint8Array): void => {
        seen.push(new TextDecoder().decode(chunk).trim());
        times.push(performance.now());
      };
      await sandbox.run({
        javascript: `
          import * as fs from "node:fs";
          fs.writeFileSync("/app/early", "");
          console.log("early");
          const end = Date.now() + 300;
          while (Date.now() < end);
          console.error("late");
        `,
        limits: { fuel: 1e12 },
        onStdout: (chunk) => {
          note(chunk);
          void sandbox.fs.exists("/app/early").then((isThere) => seen.push(`exists ${isThere}`));
        },
        onStderr: note,
      });
      seen.push("ended");
      await sandbox.close();
      return { events: seen, apart: (times[1] ?? 0) - (times[0] ?? 0) };
    });
    expect(events).toEqual(["early", "exists true", "late", "ended"]);
    expect(apart).toBeGreaterThan(150);
  });

  test("large output arrives whole and in order", async () => {
    const { length, isWhole } = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox({ limits: { stdoutBytes: 10_000_000 } });
      const { stdout } = await sandbox.run({
        javascript: `
          for (let i = 0; i < 3; i++) process.stdout.write(String(i).repeat(1_000_000));
          for (let i = 0; i < 3000; i++) console.log(i);
        `,
      });
      await sandbox.close();
      const numbers = Array.from({ length: 3000 }, (_, i) => `${i}\n`).join("");
      const blocks = ["0", "1", "2"].map((digit) => digit.repeat(1_000_000)).join("");
      return { length: stdout.length, isWhole: stdout === blocks + numbers };
    });
    expect(length).toBe(3_013_890);
    expect(isWhole).toBe(true);
  });

  test("runs queue, and each sees what came before, from guests and from the page", async () => {
    const outputs = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox();
      const append = (text: string) =>
        sandbox.run({
          javascript: `
            import * as fs from "node:fs";
            fs.appendFileSync("/app/log", ${JSON.stringify(text)});
            console.log(fs.readFileSync("/app/log", "utf8"));
          `,
        });
      const first = append("a");
      const write = sandbox.fs.appendFile("/app/log", "b");
      const second = append("c");
      const results = await Promise.all([first, second]);
      await write;
      await sandbox.close();
      return results.map(({ stdout }) => stdout.trim());
    });
    expect(outputs[0]).toBe("a");
    expect(outputs[1]).toMatch(/^a(?:bc|c)$/);
  });

  test("utils answer from the files of the page", async () => {
    const answers = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox({ files: { "/app/a.log": "ok\nERROR one\n" } });
      const { utils } = sandbox;
      const found = [await utils.find("*.log"), await utils.grep("ERROR", "/app/a.log")];
      await sandbox.close();
      return found;
    });
    expect(answers).toEqual([["/app/a.log"], [["/app/a.log", 2, "ERROR one"]]]);
  });

  test("many sandboxes live side by side", async () => {
    const outputs = await page.evaluate(async () => {
      const all = await Promise.all(
        [1, 2, 3, 4].map((n) => fuelbox.openSandbox({ files: { "/app/n": String(n) } })),
      );
      const javascript = `
        import { readFileSync } from "node:fs";
        console.log(readFileSync("/app/n", "utf8"));
      `;
      const results = await Promise.all(all.map((sandbox) => sandbox.run({ javascript })));
      await Promise.all(all.map((sandbox) => sandbox.close()));
      return results.map(({ stdout }) => stdout);
    });
    expect(outputs).toEqual(["1\n", "2\n", "3\n", "4\n"]);
  });

  test("nothing was said on the console but the failed request", () => {
    expect(opened.complaints).toEqual([expect.stringContaining("404 (Not Found)")]);
  });
});
