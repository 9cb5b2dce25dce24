/**
 * A machine between two steps of a session: u32 LE length of a JSON header, the header, the memory
 * without the zeros at its end. What does not change in a session comes from the snapshot it began
 * with, not from here: a state may have been out of our hands.
 */
import { InvalidState } from "../engine.ts";
import type { Pointer } from "./quickjs-exports.ts";
import type { QuickJsVm } from "./quickjs-vm.ts";
import { usedLength } from "./restore-memory.ts";
import type { Snapshot } from "./snapshot.ts";

/** Modules that the engine knows, and where their definitions are. */
export type LoadedModules = ReadonlyMap<string, Pointer>;

/** What a state holds. */
export interface SessionState extends Pick<Snapshot, "memory" | "memoryBytes" | "stackPointer"> {
  readonly loaded: LoadedModules;
}

const lengthBytes = 4;
const pageBytes = 65_536;

/** Captures a machine that is at rest. */
export function encodeState(vm: QuickJsVm, loaded: LoadedModules): Uint8Array<ArrayBuffer> {
  const { bytes, exports } = vm;
  const header = new TextEncoder().encode(
    JSON.stringify({
      stackPointer: Number(exports.__stack_pointer.value),
      memoryBytes: bytes.length,
      loaded: [...loaded],
    }),
  );
  const length = usedLength(bytes);
  const stored = new Uint8Array(lengthBytes + header.length + length);
  new DataView(stored.buffer).setUint32(0, header.length, true);
  stored.set(header, lengthBytes);
  stored.set(bytes.subarray(0, length), lengthBytes + header.length);
  return stored;
}

/** Reads a state of a session that began with `snapshot`. Throws `InvalidState`. */
export function decodeState(
  stored: Uint8Array<ArrayBuffer>,
  snapshot: Snapshot,
  maxMemoryBytes: number,
): SessionState {
  const header = readHeader(stored);
  const { stackPointer, memoryBytes, loaded, headerEnd } = header;
  const memory = stored.subarray(headerEnd);
  const fits =
    Number.isSafeInteger(memoryBytes) &&
    memoryBytes % pageBytes === 0 &&
    memoryBytes >= Math.max(memory.length, snapshot.memoryBytes) &&
    memoryBytes <= maxMemoryBytes;
  if (!fits || stackPointer !== snapshot.stackPointer) throw invalid();
  return { stackPointer, memoryBytes, memory, loaded: new Map(loaded) };
}

interface Header {
  readonly stackPointer: number;
  readonly memoryBytes: number;
  readonly loaded: readonly (readonly [string, number])[];
  readonly headerEnd: number;
}

function readHeader(stored: Uint8Array<ArrayBuffer>): Header {
  try {
    const length = new DataView(stored.buffer, stored.byteOffset).getUint32(0, true);
    const headerEnd = lengthBytes + length;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      stored.subarray(lengthBytes, headerEnd),
    );
    const { stackPointer, memoryBytes, loaded } = JSON.parse(text) as Omit<Header, "headerEnd">;
    if (headerEnd > stored.length || !loaded.every(isModule)) throw invalid();
    return { stackPointer, memoryBytes, loaded, headerEnd };
  } catch {
    throw invalid();
  }
}

function isModule(entry: unknown): boolean {
  return Array.isArray(entry) && typeof entry[0] === "string" && Number.isSafeInteger(entry[1]);
}

function invalid(): InvalidState {
  return new InvalidState("Cannot take on the state: it is none of this engine");
}
