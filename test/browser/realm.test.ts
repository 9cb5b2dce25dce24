/** What is left in the realm of a page's worker, and what a guest finds in its own. */
import { runInNewContext } from "node:vm";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type FuelboxPage, openFuelboxPage, pageKinds } from "../support/fuelbox-page.ts";

let browser: Browser;
let guests: FuelboxPage;
beforeAll(async () => {
  browser = await launchChromium();
  guests = await openFuelboxPage(browser);
});
afterAll(() => browser?.close());

/** Loads the entry as the page's worker does, then reports what its realm still has. */
const probe = `
const report = postMessage.bind(globalThis);
await import("/dist/browser/entry-web.js");
const attempt = (work) => {
  try {
    work();
    return "reached";
  } catch (error) {
    return error.name;
  }
};
const names = [
  "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "importScripts", "Worker",
  "indexedDB", "caches", "navigator", "location", "postMessage", "close", "self", "onmessage",
  "BroadcastChannel", "Request", "Response", "Blob", "URL", "FileReader", "Notification", "eval",
  "Function", "setTimeout", "setInterval", "addEventListener", "dispatchEvent", "console",
  "createImageBitmap", "OffscreenCanvas", "WebGLRenderingContext", "reportError", "origin",
  "requestAnimationFrame", "webkitRequestFileSystem", "FontFace", "fonts", "trustedTypes",
  "scheduler", "crossOriginIsolated", "isSecureContext", "DedicatedWorkerGlobalScope",
  "WorkerGlobalScope", "ServiceWorker", "SharedWorker", "RTCPeerConnection", "PushManager",
  "StorageManager", "FileSystemHandle", "USB", "GPU",
];
const everything = [];
for (let holder = globalThis; holder !== null; holder = Object.getPrototypeOf(holder)) {
  if (holder === Object.prototype || holder === EventTarget.prototype) break;
  for (const key of Reflect.ownKeys(holder)) {
    let value;
    try { value = globalThis[key]; } catch { value = "throws"; }
    if (value !== undefined) everything.push(String(key));
  }
}
// Everything that can be reached from what the platform adds, by the path that leads to it first.
const isObject = (value) => Object(value) === value;
const seen = new Set([globalThis]);
const members = [];
const walk = (path, value) => {
  if (!isObject(value) || seen.has(value)) return;
  seen.add(value);
  members.push(path);
  for (const key of Reflect.ownKeys(value)) {
    const { value: held, get, set } = Reflect.getOwnPropertyDescriptor(value, key);
    const next = path + "." + String(key);
    walk(next, held);
    walk("get " + next, get);
    walk("set " + next, set);
  }
  walk(path + "'s prototype", Object.getPrototypeOf(value));
};
// What every object has is the language's.
const platform = [
  "DOMException", "Event", "EventTarget", "MessageChannel", "MessageEvent", "MessagePort",
  "TextDecoder", "TextEncoder", "crypto", "performance", "queueMicrotask", "structuredClone",
];
for (const name of everything) if (!platform.includes(name)) walk(name, globalThis[name]);
members.length = 0;
for (const name of platform) walk(name, globalThis[name]);
walk("crypto.subtle", crypto.subtle);
report({
  members,
  powers: names.filter((name) => globalThis[name] !== undefined),
  everything,
  code: [
    attempt(() => (() => {}).constructor("return 1")()),
    attempt(() => (async () => {}).constructor("return 1")()),
    attempt(() => (function* () {}).constructor("return 1")()),
    attempt(() => (async function* () {}).constructor("return 1")()),
    attempt(() => new class {}.constructor("return 1")()),
    attempt(() => MessagePort.prototype.constructor.constructor("return 1")()),
  ],
});
`;

/** What the language itself has; newer browsers have more of it than this Node. */
const language: ReadonlySet<string> = new Set([
  ...(runInNewContext("Object.getOwnPropertyNames(globalThis)") as readonly string[]),
  ...["Iterator", "SuppressedError", "Float16Array", "DisposableStack", "AsyncDisposableStack"],
]);
/** What the platform adds that stays. TEMPORARY and PERSISTENT are numbers that cannot be removed. */
const platform: readonly string[] = [
  ...["DOMException", "Event", "EventTarget", "MessageChannel", "MessageEvent", "MessagePort"],
  ...["PERSISTENT", "Symbol(Symbol.toStringTag)", "Symbol(Symbol.toStringTag)", "TEMPORARY"],
  ...["TextDecoder", "TextEncoder", "crypto", "performance", "queueMicrotask", "structuredClone"],
];

test.each(pageKinds)(
  "in a %s, the worker's realm has no power left once the entry has been loaded",
  async (_kind, headers) => {
    const { page, close } = await openFuelboxPage(browser, { headers });
    const report = await page.evaluate(
      (source) =>
        new Promise<{
          readonly members: readonly string[];
          readonly powers: readonly string[];
          readonly everything: readonly string[];
          readonly code: readonly string[];
        }>((resolve, reject) => {
          const url = URL.createObjectURL(
            new Blob([source.replace('"/dist', `"${location.origin}/dist`)], {
              type: "text/javascript",
            }),
          );
          const worker = new Worker(url, { type: "module" });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
        }),
      probe,
    );
    // Message ports need these two, and the global object inherits from the same prototype.
    expect(report.powers).toEqual(["addEventListener", "dispatchEvent"]);
    expect(report.code).toEqual(Array.from({ length: 6 }, () => "EvalError"));
    expect(report.everything.filter((name) => !language.has(name)).sort()).toEqual(platform);
    await expect(`${[...report.members].sort().join("\n")}\n`).toMatchFileSnapshot(
      "../golden/worker-realm.txt",
    );
    await close();
  },
);

test.each([
  ["the page behind Function", 'Function("return this")().document.title'],
  ["the worker behind a constructor", '(() => {}).constructor("return self")().location'],
  ["fetch", 'await fetch("/")'],
  ["XMLHttpRequest", "new XMLHttpRequest()"],
  ["WebSocket", 'new WebSocket("ws://127.0.0.1/")'],
  ["importScripts", 'importScripts("/x.js")'],
  ["indexedDB", 'indexedDB.open("x")'],
  ["caches", "await caches.keys()"],
  ["navigator.storage", "await navigator.storage.getDirectory()"],
  ["postMessage of the worker", "postMessage(1)"],
  ["a worker", 'new Worker("data:,1")'],
  ["a module by URL", 'await import("http://127.0.0.1/x.js")'],
  ["a module from data", 'await import("data:text/javascript,export default 1")'],
  ["WebAssembly of the worker", "new WebAssembly.Memory({ initial: 1 })"],
])("a script does not reach %s", async (_title, expression) => {
  const result = await guests.page.evaluate(async (attempt) => {
    const sandbox = await fuelbox.openSandbox();
    const answer = await sandbox.run({
      javascript: `
        try { console.log("reached", ${attempt}); } catch (error) { console.log("refused", error.name); }
      `,
    });
    await sandbox.close();
    return answer;
  }, expression);
  expect(result.outcome).toBe("exited");
  expect(result.stdout).toMatch(/^refused/);
});
