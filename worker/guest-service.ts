/** What a worker does for its host: keeps the working copy of the tree and runs guests on it. */
import { transfer } from "comlink";
import { createFileSystem, encodeRecord, replay, type SyncFileSystem } from "../vfs/index.ts";
import type { GuestControl } from "./control.ts";
import type { Engines } from "./engines.ts";
import { type FrameSender, frameKinds } from "./frame.ts";
import { runGuest } from "./guest-runner.ts";
import type { GuestService, RunReport, TreeLimits } from "./protocol.ts";

/** What a service works with. */
export interface ServiceOptions {
  readonly engines: Engines;
  readonly sender: FrameSender;
  readonly control: GuestControl;
}

/** Makes a service whose tree is empty until it is reset. */
export function createGuestService({ engines, sender, control }: ServiceOptions): GuestService {
  let fs: SyncFileSystem | undefined;
  /** The clock of a deterministic run: files get its times. */
  let virtualNs: (() => bigint) | undefined;
  const tree = (): SyncFileSystem => {
    if (fs === undefined) throw new Error("Cannot use the tree: it has not been loaded");
    return fs;
  };
  return {
    async prepare(preparations): Promise<void> {
      await Promise.all(preparations.map((preparation) => engines.prepare(preparation)));
    },
    reset(limits: TreeLimits): void {
      fs = createFileSystem({ ...limits, now: () => virtualNs?.() ?? hostNs() }).sync;
    },
    apply(records): void {
      replay(tree(), records);
    },
    async run(request): Promise<RunReport> {
      const stop = tree().onChange((record) => {
        sender.send(frameKinds.journal, encodeRecord(record));
      });
      const setClock = (nowNs: () => bigint): void => {
        virtualNs = nowNs;
      };
      try {
        const report = await runGuest(request, {
          fs: tree(),
          engines,
          sender,
          control,
          setClock,
        });
        const { state } = report.step ?? {};
        return state === undefined ? report : transfer(report, [state.buffer]);
      } finally {
        virtualNs = undefined;
        stop();
      }
    },
  };
}

function hostNs(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}
