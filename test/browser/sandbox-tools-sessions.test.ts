/** Tools and sessions in pages, with shared memory and without. */
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type FuelboxPage, openFuelboxPage, pageKinds } from "../support/fuelbox-page.ts";

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

  test("JavaScript calls functions of the page", async () => {
    const result = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox({
        tools: {
          title: { description: "The page's title.", execute: () => document.title },
          later: {
            description: "Answers in a while.",
            execute: (ms) => new Promise((resolve) => setTimeout(resolve, Number(ms), ms)),
          },
        },
      });
      const answer = await sandbox.run({
        javascript: `
          import { later, title } from "sandbox_tools";
          const order = [];
          await Promise.all([40, 1].map(async (ms) => order.push(await later(ms))));
          console.log(await title(), order.join());
        `,
      });
      await sandbox.close();
      return answer;
    });
    expect([result.stderr, result.stdout]).toEqual(["", "fuelbox 1,40\n"]);
    expect(result.toolCalls?.map(({ name }) => name)).toEqual(["later", "later", "title"]);
  });

  test("Python calls functions of the page where it can wait, and else says why not", async () => {
    const { stdout, stderr } = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox({
        tools: { title: { description: "The page's title.", execute: () => document.title } },
      });
      const answer = await sandbox.run({
        python: [
          "from sandbox_tools import ToolError, title",
          "try:",
          "  print(title())",
          "except ToolError as error:",
          "  print(error.code)",
        ].join("\n"),
      });
      await sandbox.close();
      return answer;
    });
    expect(stderr).toBe("");
    expect(stdout).toBe(kind === "plain page" ? "TOOL_NEEDS_SHARED_MEMORY\n" : "fuelbox\n");
  });

  test.each([
    ["python", "x = 20", "x += 1\nx", "while True: pass"],
    ["javascript", "let x = 20;", "x += 1", "for (;;) {}"],
  ] as const)("a session of %s keeps its state, and outlives a stop", async (...code) => {
    const found = await page.evaluate(async ([language, set, increase, spin]) => {
      const sandbox = await fuelbox.openSandbox();
      const session = await sandbox.session(language);
      await session.run(set);
      const first = await session.run(increase);
      const snapshot = await session.snapshot();
      const spent = await session.run(spin, { limits: { fuel: 20_000_000 } });
      const second = await session.run(increase);
      await session.restore(snapshot);
      const again = await session.run(increase);
      const fork = await session.fork();
      const apart = await fork.run(increase);
      const own = await session.run(increase);
      await fork.close();
      await sandbox.close();
      return [first, second, again, apart, own]
        .map(({ value }) => value)
        .concat([spent.outcome, spent.rolledBack]);
    }, code);
    expect(found).toEqual([21, 22, 22, 23, 23, "out-of-fuel", true]);
  });

  test.each([
    ["python", "x = 20\nopen('f', 'w').write('1')", "x, open('f').read()"],
    [
      "javascript",
      "let x = 20; (await import('node:fs')).writeFileSync('f', '1')",
      "[x, (await import('node:fs')).readFileSync('f', 'utf8')]",
    ],
  ] as const)(
    "a snapshot of %s is restored elsewhere after a trap, and refused when it was changed",
    async (...code) => {
      const found = await page.evaluate(async ([language, set, look]) => {
        const key = crypto.getRandomValues(new Uint8Array(32));
        const sandbox = await fuelbox.openSandbox();
        const session = await sandbox.session(language);
        await session.run(set);
        const snapshot = await session.snapshot({ key });
        const trapped = await session.run(
          language === "python" ? "sum(range(10**9))" : "/^(a+)+$/.test('a'.repeat(60) + 'b')",
          {
            limits: { fuel: 20_000_000 },
          },
        );
        const other = await fuelbox.openSandbox();
        const later = await other.session(language);
        const codeOf = (bytes: Uint8Array): Promise<unknown> =>
          later.restore(bytes, { key }).then(
            () => "restored",
            (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
          );
        const damaged = snapshot.slice();
        damaged.set([(damaged.at(-40) ?? 0) ^ 1], damaged.length - 40);
        const codes = [
          await codeOf(damaged),
          await codeOf(snapshot.slice(0, -1)),
          await codeOf(snapshot),
        ];
        const { value } = await later.run(look);
        await sandbox.close();
        await other.close();
        return [trapped.outcome, ...codes, value];
      }, code);
      expect(found).toEqual([
        "out-of-fuel",
        "INVALID_SNAPSHOT",
        "INVALID_SNAPSHOT",
        "restored",
        [20, "1"],
      ]);
    },
  );
});
