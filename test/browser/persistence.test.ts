/** Files that a page keeps: across reloads, in one page at a time, and within the browser's room. */
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type FuelboxPage, openFuelboxPage } from "../support/fuelbox-page.ts";

let browser: Browser;
let opened: FuelboxPage;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
});
beforeEach(async () => {
  opened = await openFuelboxPage(browser);
  page = opened.page;
});
afterEach(() => opened?.close());
afterAll(() => browser?.close());

const ready = async (): Promise<unknown> => page.waitForFunction(() => "fuelbox" in globalThis);

async function reload(): Promise<void> {
  await page.reload();
  await ready();
}

test("openSandbox({ persist }) keeps what host and guests write across reloads", async () => {
  await ready();
  const first = await page.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox({ persist: "notes", files: { "/app/a": "first" } });
    await sandbox.fs.writeFile("/app/b", "by the host");
    const { notKept } = await sandbox.exec("mkdir d; echo guest > d/c; rm a; echo > /tmp/x");
    return notKept;
  });
  expect(first).toBeUndefined();
  await reload();
  const second = await page.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox({ persist: "notes", files: { "/app/a": "first" } });
    const { stdout } = await sandbox.exec("find . -type f | sort; cat b d/c; ls /tmp");
    await sandbox.close();
    const names = await fuelbox.listPersisted();
    await fuelbox.deletePersisted("notes");
    return { stdout, names, rest: await fuelbox.listPersisted() };
  });
  expect(second).toEqual({
    stdout: "./b\n./d/c\nby the hostguest\n",
    names: ["notes"],
    rest: [],
  });
});

test("a page that is reloaded at any moment has lost nothing that was acknowledged", async () => {
  const acknowledged: number[] = [];
  await page.exposeFunction("acknowledge", (round: number) => acknowledged.push(round));
  let seed = 1;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  for (let life = 0; life < 6; life += 1) {
    await ready();
    const kept = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox({ persist: "counted" });
      const names = (await sandbox.fs.exists("/app/n")) ? await sandbox.fs.readdir("/app/n") : [];
      const wrong: string[] = [];
      for (const name of names) {
        const text = await sandbox.fs.readText(`/app/n/${name}`);
        if (text.length !== 5_000) wrong.push(name);
      }
      const start = names.length;
      void (async () => {
        const { acknowledge } = globalThis as unknown as { acknowledge(round: number): void };
        for (let round = start; ; round += 1) {
          const file = `/app/n/${round}`;
          const javascript = `
            import { mkdirSync, writeFileSync } from "node:fs";
            mkdirSync("/app/n", { recursive: true });
            writeFileSync("/app/part", "x".repeat(5000));
            (await import("node:fs")).renameSync("/app/part", ${JSON.stringify(file)});
          `;
          const { ok, notKept } = await sandbox.run({ javascript });
          if (ok && notKept === undefined) acknowledge(round);
        }
      })();
      return { count: names.length, wrong };
    });
    expect(kept.wrong).toEqual([]);
    expect(kept.count).toBeGreaterThan(Math.max(-1, ...acknowledged));
    await page.waitForTimeout(800 + random() * 1_200);
    await page.reload();
  }
  expect(acknowledged.length).toBeGreaterThan(3);
});

test("a second page with the same name is told so, and can have it when the first has closed it", async () => {
  await ready();
  await page.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox({ persist: "shared" });
    Object.assign(globalThis, { sandbox });
  });
  const other = await opened.context.newPage();
  await other.goto(page.url());
  await other.waitForFunction(() => "fuelbox" in globalThis);
  const refused = await other.evaluate(async () =>
    fuelbox.openSandbox({ persist: "shared" }).catch((error) => [error.code, error.message]),
  );
  expect(refused).toEqual([
    "PERSIST_IN_USE",
    'Cannot open the files kept as "shared": another page or sandbox has them open',
  ]);
  await page.evaluate(() =>
    (
      globalThis as unknown as { sandbox: AsyncDisposable & { close(): Promise<void> } }
    ).sandbox.close(),
  );
  const granted = await other.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox({ persist: "shared" });
    await sandbox.close();
    return true;
  });
  expect(granted).toBe(true);
});

test("what the browser has no room for is said, and the sandbox goes on", async () => {
  await ready();
  const session = await opened.context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await page.evaluate(async () => {
    Object.assign(globalThis, { sandbox: await fuelbox.openSandbox({ persist: "full" }) });
  });
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 3_000_000 });
  const result = await page.evaluate(async () => {
    const { sandbox } = globalThis as unknown as {
      sandbox: Awaited<ReturnType<typeof fuelbox.openSandbox>>;
    };
    const javascript = "import fs from 'node:fs'; fs.writeFileSync('/app/big', 'x'.repeat(9e6))";
    const { ok, notKept } = await sandbox.run({ javascript });
    const kept = await sandbox.kept().catch((error) => error.code);
    const size = (await sandbox.fs.stat("/app/big")).size;
    await sandbox.fs.rm("/app/big");
    await sandbox.fs.writeFile("/app/small", "s");
    const later = await sandbox.kept().catch((error) => error.code);
    return { ok, notKept, kept, size, later };
  });
  expect(result).toMatchObject({
    ok: true,
    notKept: { code: "PERSIST_QUOTA" },
    kept: "PERSIST_QUOTA",
    size: 9_000_000,
    later: undefined,
  });
});

test("openSandbox({ persist }) says when the page can keep nothing, or the name is none", async () => {
  await ready();
  const errors = await page.evaluate(async () => {
    const say = (error: { code?: string; message: string }): unknown => error.code ?? error.message;
    const wrong = await fuelbox.openSandbox({ persist: "" }).catch(say);
    const mounts = [{ load: () => {} }];
    const mounted = await fuelbox.openSandbox({ persist: "a", mounts }).catch(say);
    Object.defineProperty(navigator.storage, "getDirectory", { value: undefined });
    const denied = await fuelbox.openSandbox({ persist: "a" }).catch(say);
    return [wrong, mounted, denied];
  });
  expect(errors).toEqual([
    'Cannot use option "persist": must be a name of 1 to 60 characters, got ""',
    'Cannot use option "persist": what is kept cannot hold "mounts"',
    "PERSIST_UNAVAILABLE",
  ]);
});

test("openSandbox({ persist }) that fails lets the name go", async () => {
  await ready();
  const outcome = await page.evaluate(async () => {
    const say = (error: { code?: string }): unknown => error.code;
    const files = { "/app/a": "x".repeat(1_000) };
    const limits = { fileBytes: 500 };
    const failed = await fuelbox.openSandbox({ persist: "tight", files, limits }).catch(say);
    const sandbox = await fuelbox.openSandbox({ persist: "tight" });
    await sandbox.close();
    return failed;
  });
  expect(outcome).toBe("EDQUOT");
});
