/**
 * Carries calls of the host's functions over a port that lives as long as one run. Where memory is
 * shared an answer comes into a buffer that belongs to the call until it is read, and a cell counts
 * answers: a thread that blocks on the cell hears of it. Elsewhere answers are messages.
 *
 * Layout of a buffer: i32 state, i32 length of the text in bytes, then the text as UTF-8. An answer
 * that is too long for its buffer says how long it is, and the call is sent again with a longer one.
 */
import type { ToolAnswer, ToolChannel } from "../runtime/index.ts";

/** The worker's end of the wires of one run. */
export interface ToolWires {
  readonly port: MessagePort;
  /** One i32 that counts answers; undefined without shared memory. */
  readonly answers: SharedArrayBuffer | undefined;
}

/** Answers a call, whose input is JSON: with JSON, or with what went wrong. Never rejects. */
export type AnswerTool = (name: string, input: string) => Promise<Omit<ToolAnswer, "id">>;

interface CallMessage {
  readonly id: number;
  readonly name: string;
  readonly input: string;
  /** The number of the buffer for the answer. */
  readonly slot: number | undefined;
  /** The buffer itself, when the host does not have it yet. */
  readonly buffer: SharedArrayBuffer | undefined;
}

/** Sent again for an answer that was too long. */
interface BufferMessage {
  readonly id: number;
  readonly buffer: SharedArrayBuffer;
}

const states = { none: 0, ok: 1, failed: 2, tooLong: 3 } as const;
const headerBytes = 8;
const firstBufferBytes = 64 * 1024;
/** The longest input or answer, in characters. */
const maxTextLength = 16 * 2 ** 20;

/** Makes the wires of a run and serves the host's end until the returned function is called. */
export function serveTools(
  sharedMemory: boolean,
  answerTool: AnswerTool,
): { readonly wires: ToolWires; close(): void } {
  const { port1, port2 } = new MessageChannel();
  const cell = sharedMemory ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
  /** Answers that were too long for their buffers. */
  const kept = new Map<number, Omit<ToolAnswer, "id">>();
  /** The worker's buffers by their numbers. */
  const slots = new Map<number, SharedArrayBuffer>();
  const deliver = (id: number, answer: Omit<ToolAnswer, "id">, buffer: unknown): void => {
    if (cell === undefined) port1.postMessage({ id, ...answer } satisfies ToolAnswer);
    else if (buffer instanceof SharedArrayBuffer && buffer.byteLength >= headerBytes) {
      if (!fill(buffer, answer)) kept.set(id, answer);
      Atomics.add(cell, 0, 1);
      Atomics.notify(cell, 0);
    }
  };
  port1.onmessage = async ({ data }: MessageEvent<unknown>): Promise<void> => {
    if (isCall(data)) {
      const { id, name, input, slot = 0 } = data;
      if (data.buffer !== undefined) slots.set(slot, data.buffer);
      deliver(id, shorten(await answerTool(name, input)), slots.get(slot));
    } else if (isBuffer(data)) {
      const answer = kept.get(data.id);
      kept.delete(data.id);
      if (answer !== undefined) deliver(data.id, answer, data.buffer);
    }
  };
  return {
    wires: { port: port2, answers: cell?.buffer as SharedArrayBuffer | undefined },
    close: () => port1.close(),
  };
}

/** Opens the worker's end. */
export function openToolChannel({ port, answers }: ToolWires): ToolChannel & { close(): void } {
  const channel = answers === undefined ? openByMessages(port) : openByMemory(port, answers);
  return { ...channel, close: () => port.close() };
}

function openByMessages(port: MessagePort): ToolChannel {
  const arrived: ToolAnswer[] = [];
  let wake = (): void => {};
  port.onmessage = ({ data }: MessageEvent<ToolAnswer>): void => {
    arrived.push(data);
    wake();
  };
  return {
    start: (id, name, input) => port.postMessage({ id, name, input }),
    take: () => arrived.splice(0),
    wait: undefined,
    arrival: () =>
      new Promise((resolve) => {
        if (arrived.length > 0) resolve();
        else wake = resolve;
      }),
    turn: turnOfEvents,
  };
}

function openByMemory(port: MessagePort, answers: SharedArrayBuffer): ToolChannel {
  const cell = new Int32Array(answers);
  const open = new Map<number, Slot>();
  /** Those whose answers have been read: the host writes to none of them again. */
  const spare: Slot[] = [];
  let slotCount = 0;
  let seen = Atomics.load(cell, 0);
  const collect = (): readonly ToolAnswer[] => {
    seen = Atomics.load(cell, 0);
    const found: ToolAnswer[] = [];
    for (const [id, slot] of open) {
      const answer = read(id, slot.longer ?? slot.buffer);
      if (typeof answer === "number") {
        const longer = new SharedArrayBuffer(headerBytes + answer);
        open.set(id, { ...slot, longer });
        port.postMessage({ id, buffer: longer } satisfies BufferMessage);
      } else if (answer !== undefined) {
        open.delete(id);
        spare.push({ number: slot.number, buffer: slot.buffer });
        found.push(answer);
      }
    }
    return found;
  };
  return {
    start(id, name, input): void {
      const known = spare.pop();
      const slot = known ?? makeSlot(slotCount++);
      Atomics.store(new Int32Array(slot.buffer, 0, 1), 0, states.none);
      open.set(id, slot);
      const buffer = known === undefined ? slot.buffer : undefined;
      port.postMessage({ id, name, input, slot: slot.number, buffer } satisfies CallMessage);
    },
    take: collect,
    wait: (ms) => void Atomics.wait(cell, 0, seen, ms),
    arrival: turnOfEvents,
    turn: turnOfEvents,
  };
}

/** A buffer of the worker's that answers come into, one after the other. */
interface Slot {
  readonly number: number;
  readonly buffer: SharedArrayBuffer;
  /** The one for this answer alone, which is too long for the other. */
  readonly longer?: SharedArrayBuffer;
}

function makeSlot(number: number): Slot {
  return { number, buffer: new SharedArrayBuffer(headerBytes + firstBufferBytes) };
}

/** Resolves after the messages that are there already have been handled. */
function turnOfEvents(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (): void => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Whether the answer fits; else only its length is written. */
function fill(buffer: SharedArrayBuffer, { ok, text }: Omit<ToolAnswer, "id">): boolean {
  const words = new Int32Array(buffer, 0, 2);
  const bytes = new TextEncoder().encode(text);
  const fits = bytes.length <= buffer.byteLength - headerBytes;
  if (fits) new Uint8Array(buffer).set(bytes, headerBytes);
  Atomics.store(words, 1, bytes.length);
  Atomics.store(words, 0, fits ? (ok ? states.ok : states.failed) : states.tooLong);
  return fits;
}

/** The answer in a buffer; its length when it needs a longer buffer; undefined when there is none. */
function read(id: number, buffer: SharedArrayBuffer): ToolAnswer | number | undefined {
  const words = new Int32Array(buffer, 0, 2);
  const state = Atomics.load(words, 0);
  if (state === states.none) return undefined;
  const length = Atomics.load(words, 1);
  if (state === states.tooLong) return length;
  // A copy: text is not decoded from shared memory.
  const bytes = new Uint8Array(buffer, headerBytes, length).slice();
  return { id, ok: state === states.ok, text: new TextDecoder().decode(bytes) };
}

function shorten(answer: Omit<ToolAnswer, "id">): Omit<ToolAnswer, "id"> {
  if (answer.text.length <= maxTextLength) return answer;
  return { ok: false, text: `The answer is longer than ${maxTextLength} characters` };
}

function isCall(data: unknown): data is CallMessage {
  if (typeof data !== "object" || data === null) return false;
  const { id, name, input, slot, buffer } = data as Readonly<Record<string, unknown>>;
  const isText = typeof input === "string" && input.length <= maxTextLength;
  const hasSlot = slot === undefined || typeof slot === "number";
  const hasBuffer = buffer === undefined || buffer instanceof SharedArrayBuffer;
  return typeof id === "number" && typeof name === "string" && isText && hasSlot && hasBuffer;
}

function isBuffer(data: unknown): data is BufferMessage {
  if (typeof data !== "object" || data === null) return false;
  const { id, buffer } = data as Readonly<Record<string, unknown>>;
  return typeof id === "number" && buffer instanceof SharedArrayBuffer;
}
