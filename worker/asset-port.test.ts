import { expect, test } from "vitest";
import type { EngineHost } from "../runtime/index.ts";
import { createAssetClient, serveAssets } from "./asset-port.ts";

function connect(host: Partial<EngineHost> = {}): {
  readonly client: EngineHost;
  readonly port: MessagePort;
  readonly close: () => void;
} {
  const { port1, port2 } = new MessageChannel();
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  serveAssets(port1, {
    loadAsset: async () => Uint8Array.of(1, 2, 3),
    cache: {
      get: async (key) => kept.get(key),
      put: async (key, bytes) => void kept.set(key, bytes),
    },
    ...host,
  });
  return { client: createAssetClient(port2), port: port2, close: () => port1.close() };
}

test("createAssetClient() loads an asset through its port", async () => {
  const { client, close } = connect();
  expect(await client.loadAsset("quickjs.wasm")).toEqual(Uint8Array.of(1, 2, 3));
  close();
});

test("createAssetClient() puts and gets artifacts, several at a time", async () => {
  const { client, close } = connect();
  const keys = ["a", "b", "c.d-e_F"];
  await Promise.all(keys.map((key, i) => client.cache.put(key, Uint8Array.of(i))));
  const got = await Promise.all(keys.map((key) => client.cache.get(key)));
  expect(got).toEqual([Uint8Array.of(0), Uint8Array.of(1), Uint8Array.of(2)]);
  expect(await client.cache.get("missing")).toBeUndefined();
  close();
});

test("createAssetClient() cannot replace what is in the cache", async () => {
  const { client, close } = connect();
  await client.cache.put("a", Uint8Array.of(1));
  await client.cache.put("a", Uint8Array.of(2));
  expect(await client.cache.get("a")).toEqual(Uint8Array.of(1));
  close();
});

test("createAssetClient() compiles through its port what the cache holds", async () => {
  const { client, close } = connect();
  await client.cache.put("a", Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00));
  await client.cache.put("broken", Uint8Array.of(0));
  expect(await client.compile?.("a")).toBeInstanceOf(WebAssembly.Module);
  expect(await client.compile?.("missing")).toBeUndefined();
  await expect(client.compile?.("broken")).rejects.toThrow("WebAssembly.compile()");
  close();
});

test("createAssetClient() rejects with the host's message", async () => {
  const { client, close } = connect({
    loadAsset: () => Promise.reject(new Error("Cannot load it")),
  });
  await expect(client.loadAsset("quickjs.wasm")).rejects.toThrow("Cannot load it");
  close();
});

test.each([
  null,
  7,
  { op: "load", name: "quickjs.wasm" },
  { id: 1, op: "load", name: "../../etc/passwd" },
  { id: 1, op: "load", name: "constructor" },
  { id: 1, op: "get", key: "../secret" },
  { id: 1, op: "get", key: "" },
  { id: 1, op: "compile", key: "../secret" },
  { id: 1, op: "compile", key: "a", maxMemoryBytes: "1" },
  { id: 1, op: "compile", key: "a", maxMemoryBytes: 1.5 },
  { id: 1, op: "put", key: "a", bytes: "text" },
  { id: 1, op: "put", key: "a/b", bytes: Uint8Array.of(1) },
  { id: 1, op: "eval", key: "a" },
])("serveAssets() ignores %j", async (message) => {
  const never = (): never => expect.unreachable();
  const { port, close } = connect({ loadAsset: never, cache: { get: never, put: never } });
  let answers = 0;
  port.onmessage = () => {
    answers++;
  };
  port.postMessage(message);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(answers).toBe(0);
  close();
});

test("createAssetClient() tells the host the steps of a preparation, and its end", async () => {
  const steps: (string | undefined)[] = [];
  const { client, close } = connect({ onProgress: (step) => steps.push(step) });
  client.onProgress?.("one (1/2)");
  client.onProgress?.(undefined);
  await client.cache.get("a");
  expect(steps).toEqual(["one (1/2)", undefined]);
  close();
});

test.each([["\x1b[2J"], ["line\nline"], ["x".repeat(201)], [7]])(
  "serveAssets() does not pass step %j on, which a terminal could be harmed by",
  async (step) => {
    const steps: unknown[] = [];
    const { client, port, close } = connect({ onProgress: (one) => steps.push(one) });
    port.postMessage({ id: 1000, op: "progress", step });
    await client.cache.get("a");
    expect(steps).toEqual([]);
    close();
  },
);
