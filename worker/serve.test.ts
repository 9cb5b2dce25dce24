import { expect, test } from "vitest";
import { createFileSystem, encodeRecords } from "../vfs/index.ts";
import { serveAssets } from "./asset-port.ts";
import { createControlCells } from "./control.ts";
import { GuestWorker } from "./guest-worker.ts";
import type { RunRequest, WorkerEnd, WorkerLink } from "./protocol.ts";
import { createRing } from "./ring.ts";
import { serveWorker } from "./serve.ts";

/** A module with a memory and a `_start` that does nothing. */
const idle = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 19, 2],
  ...[6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 0, 6, 0x5f, 0x73, 0x74, 0x61, 0x72, 0x74, 0, 0],
  ...[10, 4, 1, 2, 0, 0x0b],
);

function serve(isShared: boolean): WorkerLink {
  const [rpc, frames, assets] = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
  const shared = {
    epoch: 3,
    ring: isShared ? createRing() : undefined,
    cells: isShared ? createControlCells() : undefined,
  };
  serveAssets(assets.port1, {
    loadAsset: () => Promise.reject(new Error("Cannot load it")),
    cache: { get: async () => undefined, put: async () => {} },
  });
  serveWorker({ ...shared, rpc: rpc.port2, frames: frames.port2, assets: assets.port2 });
  let end = (_end: WorkerEnd): void => {};
  const ended = new Promise<WorkerEnd>((resolve) => {
    end = resolve;
  });
  return {
    wiring: { ...shared, rpc: rpc.port1, frames: frames.port1 },
    ended,
    async terminate(): Promise<void> {
      assets.port1.close();
      rpc.port2.close();
      end({ cause: "terminated", message: "" });
    },
    hold: () => {},
  };
}

test.each([true, false])(
  "serveWorker() runs a WASI program (shared memory: %s)",
  async (isShared) => {
    const worker = new GuestWorker(serve(isShared), () => {});
    await worker.prepare([{ kind: "wasm", memoryBytes: 1e6 }]);
    const tree = createFileSystem();
    await tree.mkdir("/app");
    const limits = { maxBytes: 1e6, maxNodes: 1000, maxOpenFiles: 10, maxDepth: 10 };
    await worker.load(limits, [encodeRecords(tree.sync.image())]);
    const request: RunRequest = {
      program: { kind: "wasm", bytes: idle },
      args: ["/app/main.wasm"],
      env: {},
      stdin: new Uint8Array(),
      limits: {
        fuel: 1000,
        memoryBytes: 1e6,
        timeoutMs: 5000,
        stdoutBytes: 100,
        stderrBytes: 100,
        toolCalls: 0,
        fuelWarning: 0,
        onOutputLimit: "truncate",
      },
    };
    const watch = { timeoutMs: 5000, signal: new AbortController().signal, onOverdue: () => {} };
    const { end, stateLost } = await worker.run(request, watch);
    expect(end).toEqual({ outcome: "exited", exitCode: 0, memoryPeakBytes: 65_536 });
    expect(stateLost).toBe(false);
    await worker.end();
  },
);

test("run() rejects before a tree has been loaded", async () => {
  const worker = new GuestWorker(serve(true), () => {});
  await expect(worker.apply(new Uint8Array())).rejects.toThrow("it has not been loaded");
  await worker.end();
});
