/** Loads the worker's entry into this realm, then reports which powers are left in it. */
import { parentPort } from "node:worker_threads";

const report = parentPort.postMessage.bind(parentPort);
await import("fuelbox/worker/entry-node");

const attempt = (work) => {
  try {
    work();
    return "reached";
  } catch (error) {
    return error.name;
  }
};
const names = [
  ...["process", "require", "module", "global", "self", "fetch", "WebSocket", "Worker", "eval"],
  ...["Function", "Buffer", "console", "navigator", "BroadcastChannel", "XMLHttpRequest"],
  ...["setTimeout", "setInterval", "setImmediate", "importScripts", "Blob", "URL", "Request"],
  ...["EventSource", "WebTransport", "localStorage", "indexedDB", "caches", "Deno", "Bun"],
];
report({
  powers: names.filter((name) => globalThis[name] !== undefined),
  code: [
    attempt(() => (() => {}).constructor("return 1")()),
    attempt(() => (async () => {}).constructor("return 1")()),
    attempt(() => function* () {}.constructor("return 1")()),
    attempt(() => async function* () {}.constructor("return 1")()),
    attempt(() => new class {}.constructor("return 1")()),
    attempt(() => Reflect.construct(Object.getPrototypeOf(parseInt).constructor, ["return 1"])),
  ],
  kept: ["WebAssembly", "TextDecoder", "crypto", "performance", "SharedArrayBuffer"].filter(
    (name) => globalThis[name] !== undefined,
  ),
});
