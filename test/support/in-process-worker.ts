/** A worker without a thread: the real service behind real ports, with engines made of functions. */
import { expose } from "comlink";
import type { GuestEnd, Kernel } from "../../runtime/index.ts";
import { available, type Capabilities, listCapabilities } from "../../sandbox/capabilities.ts";
import { createControlCells, createGuestControl } from "../../worker/control.ts";
import { createGuestService } from "../../worker/guest-service.ts";
import { createPortSender } from "../../worker/port-channel.ts";
import type { Preparation, Program, WorkerEnd, WorkerLink } from "../../worker/protocol.ts";
import { createRing } from "../../worker/ring.ts";
import { createRingSender } from "../../worker/ring-channel.ts";

/** What stands in for engines, and for shared memory. */
export interface InProcessOptions {
  readonly run: (kernel: Kernel, program: Program) => GuestEnd | Promise<GuestEnd>;
  readonly prepare?: (preparation: Preparation) => Promise<void>;
  /** Default true. */
  readonly sharedMemory?: boolean;
}

/** The host's hold on a worker without a thread. */
export interface InProcessWorker extends WorkerLink {
  /** Lets it die as a thread does. */
  readonly die: (end: WorkerEnd) => void;
  /** What `hold` was told last. */
  readonly isHeld: boolean;
  /** The worker's end of the frames. */
  readonly frames: MessagePort;
}

/** What such a worker can do. */
export const inProcess: Capabilities = listCapabilities({
  sharedMemory: available,
  idleSleep: available,
  engineCache: available,
  persistence: available,
  hostDirectories: available,
});

/** A guest that exits with `exitCode`. */
export function exited(exitCode: number = 0): GuestEnd {
  return { outcome: "exited", exitCode, memoryPeakBytes: 65_536 };
}

/** Starts a worker without a thread. */
export function startInProcess(options: InProcessOptions): InProcessWorker {
  const rpc = new MessageChannel();
  const frames = new MessageChannel();
  const isShared = options.sharedMemory ?? true;
  const ring = isShared ? createRing() : undefined;
  const cells = isShared ? createControlCells() : undefined;
  const epoch = 1;
  const sender =
    ring === undefined
      ? createPortSender(frames.port2, epoch)
      : createRingSender(ring, frames.port2);
  const service = createGuestService({
    sender,
    control: createGuestControl(cells),
    engines: {
      prepare: options.prepare ?? (async () => {}),
      run: async (program, kernel) => options.run(kernel, program),
      step: async () => {
        throw new Error("Cannot run a step: there are no sessions");
      },
      findProgram: () => () => undefined,
    },
  });
  expose(service, rpc.port2);
  let isHeld = false;
  let die = (_end: WorkerEnd): void => {};
  const ended = new Promise<WorkerEnd>((resolve) => {
    die = (end) => {
      rpc.port2.close();
      resolve(end);
    };
  });
  return {
    wiring: { epoch, ring, cells, rpc: rpc.port1, frames: frames.port1 },
    ended,
    die,
    frames: frames.port2,
    async terminate(): Promise<void> {
      die({ cause: "terminated", message: "the thread has ended" });
    },
    hold(isBusy): void {
      isHeld = isBusy;
    },
    get isHeld(): boolean {
      return isHeld;
    },
  };
}
