/** Makes the two ends of everything that a worker and its host share. */
import { createControlCells } from "./control.ts";
import type { WorkerLink, WorkerWiring } from "./protocol.ts";
import { createRing } from "./ring.ts";

/** Both ends of one worker's wires. */
export interface Wires {
  readonly host: WorkerLink["wiring"];
  /** The host's end of the assets' port. */
  readonly assets: MessagePort;
  readonly worker: WorkerWiring;
  /** The ports in `worker`, which are to be transferred. */
  readonly ports: MessagePort[];
}

let lastEpoch = 0;

/** Makes the wires of a new worker, whose epoch no other worker of this realm has. */
export function createWires(sharedMemory: boolean): Wires {
  const rpc = new MessageChannel();
  const frames = new MessageChannel();
  const assets = new MessageChannel();
  lastEpoch += 1;
  const shared = {
    epoch: lastEpoch,
    ring: sharedMemory ? createRing() : undefined,
    cells: sharedMemory ? createControlCells() : undefined,
  };
  return {
    host: { ...shared, rpc: rpc.port1, frames: frames.port1 },
    assets: assets.port1,
    worker: { ...shared, rpc: rpc.port2, frames: frames.port2, assets: assets.port2 },
    ports: [rpc.port2, frames.port2, assets.port2],
  };
}
