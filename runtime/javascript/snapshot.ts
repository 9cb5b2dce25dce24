/**
 * A machine that is ready to run programs, as data: u32 LE length of a JSON header, the header, the
 * bytecode that programs may ask for, the memory.
 */
import type { Box, Pointer } from "./quickjs-exports.ts";

/** Functions of the guest sources that the host calls. */
export const handleNames = [
  "addBuiltin",
  "builtinMembers",
  "commonJsFacade",
  "finish",
  "initBuiltinMeta",
  "initMeta",
  "isModuleError",
  "placeOf",
  "raise",
  "report",
  "runMain",
  "runTicks",
  "settleTool",
  "shiftColumns",
  "start",
  "stepValue",
  "toJavaScript",
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
  /** Sources that are loaded when a program first needs them, compiled, by name. */
  readonly bytecode: ReadonlyMap<string, Uint8Array>;
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
export function encodeSnapshot({ memory, bytecode, ...state }: Snapshot): Uint8Array<ArrayBuffer> {
  const lengths = [...bytecode].map(([name, { length }]) => [name, length]);
  const header = new TextEncoder().encode(JSON.stringify({ ...state, lengths }));
  const parts = [header, ...bytecode.values(), memory];
  const total = parts.reduce((sum, { length }) => sum + length, lengthBytes);
  const stored = new Uint8Array(total);
  new DataView(stored.buffer).setUint32(0, header.length, true);
  let position = lengthBytes;
  for (const part of parts) {
    stored.set(part, position);
    position += part.length;
  }
  return stored;
}

/** What the header holds. */
interface Header extends Omit<Snapshot, "memory" | "bytecode"> {
  /** Names and lengths of the bytecode. */
  readonly lengths: readonly (readonly [name: string, length: number])[];
}

/** Takes a snapshot apart. Throws when it is cut short or is something else. */
export function decodeSnapshot(stored: Uint8Array<ArrayBuffer>): Snapshot {
  const length = new DataView(stored.buffer, stored.byteOffset).getUint32(0, true);
  let position = lengthBytes + length;
  const header = stored.subarray(lengthBytes, position);
  const text = new TextDecoder("utf-8", { fatal: true }).decode(header);
  const { lengths, ...state } = JSON.parse(text) as Header;
  const isWhole = handleNames.every((name) => typeof state.handles?.[name] === "number");
  if (!isWhole) throw new Error("Cannot decode snapshot: its header is of another kind");
  const bytecode = new Map(
    lengths.map(([name, size]) => {
      position += size;
      return [name, stored.subarray(position - size, position)];
    }),
  );
  return { ...state, bytecode, memory: stored.subarray(position) };
}
