/** A machine that is ready to run programs, as data: u32 LE length of a JSON header, the header, the memory. */
import type { Box, Pointer } from "./quickjs-exports.ts";

/** Functions of the guest sources that the host calls. */
export const handleNames = [
  "addBuiltin",
  "commonJsFacade",
  "finish",
  "initBuiltinMeta",
  "initMeta",
  "isModuleError",
  "raise",
  "report",
  "runMain",
  "runTicks",
  "settleTool",
  "shiftColumns",
  "start",
  "stepValue",
  "turn",
] as const;

/** Boxes of those functions; they survive in the memory of the snapshot. */
export type Handles = Readonly<Record<(typeof handleNames)[number], Box>>;

/** What a machine is besides its memory. */
export interface MachineState {
  readonly stackPointer: number;
  readonly scratch: Pointer;
  /** Where `Math.random` keeps its state, relative to the context. */
  readonly randomOffset: number;
  readonly handles: Handles;
  /** Names under which built-in modules can be imported, without `node:`. */
  readonly builtins: readonly string[];
}

/** A machine at rest. */
export interface Snapshot extends MachineState {
  /** Linear memory up to its last byte that is not zero. */
  readonly memory: Uint8Array;
  /** The whole of linear memory. */
  readonly memoryBytes: number;
}

const lengthBytes = 4;

/** Makes one array of a snapshot. */
export function encodeSnapshot({ memory, ...state }: Snapshot): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(JSON.stringify(state));
  const stored = new Uint8Array(lengthBytes + header.length + memory.length);
  new DataView(stored.buffer).setUint32(0, header.length, true);
  stored.set(header, lengthBytes);
  stored.set(memory, lengthBytes + header.length);
  return stored;
}

/** Takes a snapshot apart. Throws when it is cut short or is something else. */
export function decodeSnapshot(stored: Uint8Array<ArrayBuffer>): Snapshot {
  const length = new DataView(stored.buffer, stored.byteOffset).getUint32(0, true);
  const header = stored.subarray(lengthBytes, lengthBytes + length);
  const state = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(header)) as Omit<
    Snapshot,
    "memory"
  >;
  const isWhole = handleNames.every((name) => typeof state.handles?.[name] === "number");
  if (!isWhole) throw new Error("Cannot decode snapshot: its header is of another kind");
  return { ...state, memory: stored.subarray(lengthBytes + length) };
}
