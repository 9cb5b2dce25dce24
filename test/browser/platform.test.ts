/** What a page's surroundings may be like: assets elsewhere, no storage, strict policies, other origins. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { openFuelboxPage, plainHtml, root } from "../support/fuelbox-page.ts";
import { serveSite } from "../support/serve.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** Runs one script in a new sandbox, and tells its output or its error. */
async function tryOut(page: Page, options: object = {}): Promise<string> {
  return page.evaluate(async (given) => {
    const sandbox = await fuelbox.openSandbox(given).catch((error: unknown) => error as Error);
    if (sandbox instanceof Error) return `${Reflect.get(sandbox, "code")}: ${sandbox.message}`;
    const text = await sandbox.run({ javascript: 'console.log("hi")' }).then(
      ({ stdout, stderr }) => stdout + stderr,
      (error: Error) => `${Reflect.get(error, "code")}: ${error.message}`,
    );
    await sandbox.close();
    return text;
  }, options);
}

test("assets come from where the page says", async () => {
  const places = [
    [{ base: "/node_modules/quickjs-wasi" }, "/node_modules/quickjs-wasi/quickjs.wasm"],
    [
      { base: "/nowhere/", urls: { "quickjs.wasm": "/dist/browser/quickjs.wasm" } },
      "/dist/browser/quickjs.wasm",
    ],
  ] as const;
  for (const [assets, path] of places) {
    const { page, site, close } = await openFuelboxPage(browser);
    expect(await tryOut(page, { assets })).toBe("hi\n");
    expect(site.asked.filter((asked) => asked.endsWith("quickjs.wasm"))).toEqual([path]);
    await close();
  }
});

test("an asset with the wrong hash is refused by name, and so is one that is not there", async () => {
  const { page, close } = await openFuelboxPage(browser);
  const wrong = await tryOut(page, { assets: { urls: { "quickjs.wasm": "/package.json" } } });
  expect(wrong).toMatch(
    /^ENGINE_MISSING: Cannot get the engine ready: Cannot use asset "quickjs\.wasm": its SHA-256 is [0-9a-f]{64}, must be [0-9a-f]{64} /,
  );
  const missing = await tryOut(page, { assets: { base: "/nowhere" } });
  expect(missing).toMatch(
    /^ENGINE_MISSING: .*Cannot load asset "quickjs\.wasm" from http.*\/nowhere\/quickjs\.wasm: server answered 404$/,
  );
  expect(await tryOut(page)).toBe("hi\n");
  await close();
});

test.each(["javascript-guest.js", "quickjs.wasm"])(
  "a sandbox that could not load %s tries again at the next run",
  async (name) => {
    const { page, context, close } = await openFuelboxPage(browser);
    await context.route(`**/${name}`, (route) => route.abort(), { times: 1 });
    const outputs = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox();
      const found: string[] = [];
      for (let round = 0; round < 2; round++) {
        const text = await sandbox.run({ javascript: 'console.log("hi")' }).then(
          ({ stdout }) => stdout,
          (error: Error) => `${Reflect.get(error, "code")}: ${error.message}`,
        );
        found.push(text);
      }
      await sandbox.close();
      return found;
    });
    expect(outputs).toEqual([
      expect.stringMatching(new RegExp(`^ENGINE_MISSING: Cannot get the engine ready: .*/${name}`)),
      "hi\n",
    ]);
    await close();
  },
);

test("onProgress hears how far a slow download has come", async () => {
  const { page, context, close } = await openFuelboxPage(browser);
  const network = await context.newCDPSession(page);
  // The file takes more than two seconds.
  const slow = { offline: false, latency: 0, downloadThroughput: 250_000, uploadThroughput: -1 };
  await network.send("Network.emulateNetworkConditions", slow);
  const heard = await page.evaluate(async () => {
    const told: (readonly [string, unknown])[] = [];
    const sandbox = await fuelbox.openSandbox({
      onProgress: (message, download) => told.push([message, download]),
    });
    const { stdout } = await sandbox.run({ javascript: 'console.log("hi")' });
    await sandbox.close();
    return [...told, [stdout, undefined] as const];
  });
  expect(heard.at(-1)).toEqual(["hi\n", undefined]);
  expect(heard.length).toBeGreaterThan(3);
  let before = 0;
  for (const [message, download] of heard.slice(0, -1)) {
    expect(message).toMatch(/^Loading quickjs\.wasm: 0\.\d of 0\.6 MB$/);
    expect(download).toMatchObject({ asset: "quickjs.wasm", totalBytes: 637_405 });
    const { loadedBytes } = download as { readonly loadedBytes: number };
    expect(loadedBytes).toBeGreaterThanOrEqual(before);
    before = loadedBytes;
  }
  expect(before).toBe(637_405);
  await close();
});

const deniers: readonly (readonly [what: string, script: string, warnings: number])[] = [
  [
    "the origin's private files are denied",
    'StorageManager.prototype.getDirectory = async () => { throw new DOMException("no", "SecurityError"); };',
    0,
  ],
  [
    "a page cannot write to the origin's private files",
    "delete FileSystemFileHandle.prototype.createWritable;",
    0,
  ],
  [
    "all storage is denied",
    `
      StorageManager.prototype.getDirectory = async () => { throw new DOMException("no", "SecurityError"); };
      CacheStorage.prototype.open = async () => { throw new DOMException("no", "SecurityError"); };
    `,
    1,
  ],
  [
    "storage is full",
    `
      FileSystemFileHandle.prototype.createWritable = async () => { throw new DOMException("full", "QuotaExceededError"); };
    `,
    1,
  ],
];

test.each(deniers)("scripts run when %s", async (_title, before, warnings) => {
  const { page, complaints, close } = await openFuelboxPage(browser, { before });
  for (let round = 0; round < 3; round++) expect(await tryOut(page)).toBe("hi\n");
  expect(complaints).toHaveLength(warnings);
  for (const complaint of complaints) {
    expect(complaint).toMatch(/^fuelbox keeps prepared engines in memory only: /);
  }
  await close();
});

test.each([
  ["the origin's private files", ""],
  ["Cache storage", "delete FileSystemFileHandle.prototype.createWritable;"],
])("what is prepared is found again by the next page, in %s", async (_title, before) => {
  const { page, close } = await openFuelboxPage(browser, { before });
  const kept = () =>
    page.evaluate(async () => {
      const names: string[] = [];
      const folder = await navigator.storage
        .getDirectory()
        .then((directory) => directory.getDirectoryHandle("fuelbox"))
        .catch(() => undefined);
      for await (const name of folder?.keys() ?? []) names.push(name);
      const cache = await caches.open("fuelbox");
      for (const { url } of await cache.keys()) names.push(url.replace(/.*\//, ""));
      return names.sort();
    });
  expect(await kept()).toEqual([]);
  expect(await tryOut(page)).toBe("hi\n");
  const first = await kept();
  expect(first).toEqual([
    expect.stringMatching(/^javascript-/),
    expect.stringMatching(/^javascript-/),
  ]);
  // Whoever prepares must compile what it has made; whoever finds it compiles that alone.
  await page.reload();
  await page.waitForFunction("globalThis.fuelbox");
  expect(await tryOut(page)).toBe("hi\n");
  expect(await kept()).toEqual(first);
  await close();
});

test("a damaged entry of the cache is made again", async () => {
  const { page, close } = await openFuelboxPage(browser);
  expect(await tryOut(page)).toBe("hi\n");
  const sizes = () =>
    page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("fuelbox");
      const found: number[] = [];
      for await (const handle of folder.values()) {
        if (handle instanceof FileSystemFileHandle) found.push((await handle.getFile()).size);
      }
      return found;
    });
  const before = await sizes();
  await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("fuelbox");
    for await (const handle of folder.values()) {
      if (!(handle instanceof FileSystemFileHandle)) continue;
      const stream = await handle.createWritable();
      await stream.write("damaged".repeat(100));
      await stream.close();
    }
  });
  await page.reload();
  await page.waitForFunction("globalThis.fuelbox");
  expect(await tryOut(page)).toBe("hi\n");
  expect(await sizes()).toEqual(before);
  await close();
});

test("a page that is no secure context is told so", async () => {
  const { page, close } = await openFuelboxPage(browser, { host: "insecure.test" });
  expect(await tryOut(page)).toBe(
    "NOT_ISOLATED: Cannot open a sandbox: the page must be served over https or from localhost",
  );
  await close();
});

test("a strict content security policy is enough", async () => {
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data:";
  const { page, complaints, close } = await openFuelboxPage(browser, {
    headers: { "Content-Security-Policy": policy },
    html: plainHtml.replace(
      /<script[\s\S]*<\/script>/,
      '<script type="module" src="/test/browser/load.js"></script>',
    ),
  });
  expect(complaints).toEqual([]);
  expect(await tryOut(page)).toBe("hi\n");
  expect(complaints).toEqual([]);
  await close();
});

test("the package may be on another origin, which lets pages read it", async () => {
  const other = await serveSite({ folder: root, headers: { "Access-Control-Allow-Origin": "*" } });
  const { page, complaints, close } = await openFuelboxPage(browser, {
    html: plainHtml.replace("/dist/", `${other.origin}/dist/`),
  });
  expect(await tryOut(page)).toBe("hi\n");
  expect(complaints).toEqual([]);
  await close();
  other.close();
});

test("a page may start the worker itself", async () => {
  const { page, close } = await openFuelboxPage(browser);
  const outputs = await page.evaluate(async () => {
    const started: Worker[] = [];
    const sandbox = await fuelbox.openSandbox({
      worker: () => {
        const worker = new Worker("/dist/browser/entry-web.js", { type: "module", name: "own" });
        started.push(worker);
        return worker;
      },
    });
    const { stdout } = await sandbox.run({ javascript: "console.log(1)" });
    await sandbox.close();
    return [stdout, started.length];
  });
  expect(outputs).toEqual(["1\n", 1]);
  await close();
});

test.each([
  ["is not there", "/none.js", /its script could not be loaded/],
  ["fails", "data:text/javascript,throw new Error('broken')", /broken/],
])("run() rejects with WORKER_LOST when the worker's script %s", async (_title, url, message) => {
  const { page, close } = await openFuelboxPage(browser);
  const failures = await page.evaluate(async (script) => {
    const sandbox = await fuelbox.openSandbox({
      files: { "/app/a": "kept" },
      worker: () => new Worker(script, { type: "module" }),
    });
    const messages: string[] = [];
    for (let round = 0; round < 2; round++) {
      await sandbox
        .run({ javascript: "" })
        .catch((error: Error) => messages.push(`${Reflect.get(error, "code")}: ${error.message}`));
    }
    messages.push(await sandbox.fs.readText("/app/a"));
    await sandbox.close();
    return messages;
  }, url);
  expect(failures).toEqual([
    expect.stringMatching(/^WORKER_LOST: /),
    expect.stringMatching(message),
    "kept",
  ]);
  await close();
});

test("wrong options are refused before anything is started", async () => {
  const { page, site, close } = await openFuelboxPage(browser);
  expect(await tryOut(page, { worker: "entry.js" })).toContain('Cannot use option "worker"');
  expect(await tryOut(page, { assets: { root: "/" } })).toContain('unknown option "root"');
  expect(await tryOut(page, { mounts: 1 })).toContain('Cannot use option "mounts"');
  expect(site.asked.filter((path) => path.includes("entry-web"))).toEqual([]);
  await close();
});

test("a page loads the folder's two scripts and what its guest needs, and nothing else", async () => {
  const { page, site, close } = await openFuelboxPage(browser);
  const load = async (): Promise<readonly string[]> => {
    const before = site.asked.length;
    await page.reload();
    await page.waitForFunction("globalThis.fuelbox");
    expect(await tryOut(page)).toBe("hi\n");
    return site.asked.slice(before).sort();
  };
  const scripts = ["/", "/dist/browser/entry-web.js", "/dist/browser/fuelbox.js"];
  const engine = ["/dist/browser/javascript-guest.js", "/dist/browser/quickjs.wasm"];
  expect(await load()).toEqual([...scripts, ...engine]);
  // What has been prepared is found again, and what it was made of not needed.
  expect(await load()).toEqual(scripts);
  await close();
});

test("the folder for pages names every package that is in it, and its licence", () => {
  const licenses = readFileSync(join(root, "dist/browser/licenses.txt"), "utf8");
  for (const name of ["comlink", "re2js", "quickjs-wasi", "pyodide"]) {
    expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+, [A-Z]`, "m"));
  }
});
