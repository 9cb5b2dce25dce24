/** Loads the worker's entry into this realm, then reports which powers are left in it. */
import module from "node:module";
import { parentPort } from "node:worker_threads";

// Older ones cannot refuse; there, no code that is loaded imports anything.
const canRefuse = module.registerHooks !== undefined;
const report = parentPort.postMessage.bind(parentPort);
await import("../../dist/node/entry-node.js");

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
const imported = await import("node:child_process").then(
  () => "reached",
  (error) => error.message,
);
report({
  imported: canRefuse ? imported : "refused",
  powers: names.filter((name) => globalThis[name] !== undefined),
  symbols: Object.getOwnPropertySymbols(globalThis)
    .filter((key) => key !== Symbol.toStringTag && globalThis[key] !== undefined)
    .map(String),
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
