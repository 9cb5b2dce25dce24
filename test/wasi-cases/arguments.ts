/** Lays the arguments of one call out in memory, and looks at what the call has written. */
import { errno } from "../../runtime/wasi/errno.ts";
import type { Layout } from "../../runtime/wasi/layout.ts";
import type { Arg, Event, ExpectedStat, Fd, Subscription } from "./case.ts";

/** What untouched memory holds. */
const sentinel = 0x3f;

/** Inputs lie in the first page, results in the second, with sentinels between. */
const inputStart = 1_024;
const outputStart = 65_536;
const gap = 32;

/** A part of memory that a call may write, if it succeeds; says what is wrong with it then. */
interface Region {
  readonly at: number;
  readonly length: number;
  readonly check: (view: DataView, bytes: Uint8Array) => string[];
}

/** The arguments of one call. Making it fills memory with sentinels. */
export class Arguments {
  readonly #memory: WebAssembly.Memory;
  readonly #opened: Map<string, number>;
  readonly #layout: Layout;
  readonly #regions: Region[] = [];
  #input = inputStart;
  #output = outputStart;

  constructor(memory: WebAssembly.Memory, opened: Map<string, number>, layout: Layout) {
    this.#memory = memory;
    this.#opened = opened;
    this.#layout = layout;
    this.#bytes.fill(sentinel);
  }

  /** The values that stand for `arg`. */
  lay(arg: Arg): readonly (number | bigint)[] {
    if (typeof arg === "number" || typeof arg === "bigint") return [arg];
    if (typeof arg === "string") return this.#put(new TextEncoder().encode(arg));
    if ("fd" in arg) return [this.#number(arg)];
    if ("bytes" in arg) return this.#put(arg.bytes);
    if ("iovecs" in arg) return [this.#put(arg.iovecs)[0], arg.iovecs.length / 8];
    if ("u32" in arg) return [this.#u32(arg.u32)];
    if ("u64" in arg) {
      const expected = arg.u64;
      return [
        this.#result(8, (view) => {
          const value = view.getBigUint64(0, true);
          return expected === "any" || value === expected
            ? []
            : [`wrote ${value}, not ${expected}`];
        }),
      ];
    }
    if ("into" in arg) return this.#into(arg.into, arg.text);
    if ("text" in arg) return this.#text(arg.text, arg.length);
    if ("raw" in arg) {
      return [this.#result(arg.raw.length, (_view, bytes) => same([...bytes], arg.raw))];
    }
    if ("from" in arg) return this.#from(arg.from);
    if ("stat" in arg) return [this.#stat(arg.stat)];
    if ("fdstat" in arg) return [this.#fdstat(arg.fdstat)];
    if ("entries" in arg) return this.#entries(arg.entries, arg.length);
    if ("poll" in arg) return this.#poll(arg.poll, arg.events);
    return this.#strings(arg.strings);
  }

  /** What differs from `before` that should not, and what does not hold that should if the call succeeded. */
  changes(before: Uint8Array, hasSucceeded: boolean): string[] {
    const bytes = this.#bytes;
    const allowed = hasSucceeded ? this.#regions : [];
    const problems: string[] = [];
    let at = 0;
    for (const { at: start, length } of [...allowed, { at: bytes.length, length: 0 }]) {
      while (at < start && bytes[at] === before[at]) at += 1;
      if (at < start) problems.push(`changed the byte at ${at}`);
      at = start + length;
    }
    for (const region of allowed) {
      const part = bytes.subarray(region.at, region.at + region.length);
      problems.push(...region.check(new DataView(bytes.buffer, region.at, region.length), part));
    }
    return problems;
  }

  get #bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  #number(fd: number | Fd): number {
    return typeof fd === "number" ? fd : (this.#opened.get(fd.fd) ?? -1);
  }

  #put(bytes: Uint8Array | readonly number[]): [number, number] {
    const at = this.#input;
    this.#bytes.set(bytes, at);
    this.#input = (at + bytes.length + gap) & ~7;
    return [at, bytes.length];
  }

  #result(length: number, check: Region["check"]): number {
    const at = this.#output;
    this.#regions.push({ at, length, check });
    this.#output = (at + length + gap) & ~7;
    return at;
  }

  #u32(expected: number | { readonly as: string }): number {
    return this.#result(4, (view) => {
      const value = view.getUint32(0, true);
      if (typeof expected === "number") {
        return value === expected ? [] : [`wrote ${value}, not ${expected}`];
      }
      this.#opened.set(expected.as, value);
      return value > 2 ? [] : [`gave out ${value}`];
    });
  }

  #text(text: string, length = new TextEncoder().encode(text).length): [number, number] {
    const wanted = [...new TextEncoder().encode(text)];
    const pointer = this.#result(length, (_view, bytes) =>
      same([...bytes], [...wanted, ...Array.from(bytes.subarray(wanted.length), () => sentinel)]),
    );
    return [pointer, length];
  }

  #into(lengths: readonly number[], text: string): [number, number] {
    const wanted = new TextEncoder().encode(text);
    let from = 0;
    const buffers = lengths.map((length) => {
      const part = wanted.subarray(from, from + length);
      from += part.length;
      return this.#result(length, (_view, bytes) =>
        same([...bytes], [...part, ...Array.from(bytes.subarray(part.length), () => sentinel)]),
      );
    });
    return [this.#iovecs(buffers, lengths), lengths.length];
  }

  #from(texts: readonly string[]): [number, number] {
    const parts = texts.map((text) => this.#put(new TextEncoder().encode(text)));
    const pointer = this.#iovecs(
      parts.map(([at]) => at),
      parts.map(([, length]) => length),
    );
    return [pointer, texts.length];
  }

  #iovecs(pointers: readonly number[], lengths: readonly number[]): number {
    const words = Uint32Array.from(pointers.flatMap((at, index) => [at, lengths[index] ?? 0]));
    return this.#put(new Uint8Array(words.buffer))[0];
  }

  #stat(expected: ExpectedStat): number {
    const { filestatBytes, nlinkAt, filesizeAt } = this.#layout;
    return this.#result(filestatBytes, (view) => {
      const u64 = (at: number): bigint => view.getBigUint64(at, true);
      const actual: Required<ExpectedStat> = {
        dev: u64(0),
        type: view.getUint8(16),
        nlink: view.getUint32(nlinkAt, true),
        size: u64(filesizeAt),
        atim: u64(filesizeAt + 8),
        mtim: u64(filesizeAt + 16),
        ctim: u64(filesizeAt + 24),
      };
      return differences(actual, expected);
    });
  }

  #fdstat(expected: Extract<Arg, { readonly fdstat: unknown }>["fdstat"]): number {
    return this.#result(24, (view) => {
      const actual = {
        type: view.getUint8(0),
        flags: view.getUint16(2, true),
        base: view.getBigUint64(8, true),
        inheriting: view.getBigUint64(16, true),
      };
      const padding = [1, 4, 5, 6, 7].filter((at) => view.getUint8(at) !== 0);
      return [...differences(actual, expected), ...padding.map((at) => `padding at ${at} is set`)];
    });
  }

  #entries(names: readonly string[], length: number): [number, number] {
    const pointer = this.#result(length, (view, bytes) => {
      const found: string[] = [];
      let at = 0;
      while (at + 24 <= length && bytes[at + 21] === 0) {
        const end = at + 24 + view.getUint32(at + 16, true);
        if (end > length) break;
        found.push(new TextDecoder().decode(bytes.subarray(at + 24, end)));
        at = end;
      }
      return same(found.sort(), [...names].sort());
    });
    return [pointer, length];
  }

  #poll(subscriptions: readonly Subscription[], events: readonly Event[]): number[] {
    const { subscriptionBytes, clockAt } = this.#layout;
    const list = new Uint8Array(subscriptions.length * subscriptionBytes);
    const view = new DataView(list.buffer);
    subscriptions.forEach((one, index) => {
      const at = index * subscriptionBytes;
      view.setBigUint64(at, BigInt(100 + index), true);
      if ("clock" in one) {
        view.setUint32(at + clockAt, one.clock, true);
        view.setBigUint64(at + clockAt + 8, one.timeout, true);
        view.setUint16(at + clockAt + 24, one.absolute === true ? 1 : 0, true);
      } else if ("tag" in one) view.setUint8(at + 8, one.tag);
      else {
        view.setUint8(at + 8, "read" in one ? 1 : 2);
        view.setUint32(at + 16, this.#number("read" in one ? one.read : one.write), true);
      }
    });
    const [pointer] = this.#put(list);
    const target = this.#result(32 * events.length, (written) => {
      const actual = events.map((_event, index) => [
        Number(written.getBigUint64(32 * index, true)),
        written.getUint16(32 * index + 8, true),
        written.getUint8(32 * index + 10),
        Number(written.getBigUint64(32 * index + 16, true)),
      ]);
      const wanted = events.map(([userdata, error, type, bytes = 0]) => [
        userdata,
        error === 0 ? 0 : errno[error],
        type,
        bytes,
      ]);
      return same(actual.flat(), wanted.flat());
    });
    return [pointer, target, subscriptions.length];
  }

  #strings(texts: readonly string[]): [number, number] {
    const content = [...new TextEncoder().encode(texts.map((text) => `${text}\0`).join(""))];
    let bytesAt = 0;
    const pointers = this.#result(texts.length * 4, (view) => {
      let next = bytesAt;
      return texts.flatMap((text, index) => {
        const start = next;
        next += new TextEncoder().encode(text).length + 1;
        const actual = view.getUint32(4 * index, true);
        return actual === start ? [] : [`pointer ${index} is ${actual}, not ${start}`];
      });
    });
    bytesAt = this.#result(content.length, (_view, bytes) => same([...bytes], content));
    return [pointers, bytesAt];
  }
}

function differences(
  actual: Readonly<Record<string, number | bigint>>,
  expected: object,
): string[] {
  return Object.entries<unknown>({ ...expected })
    .filter(([name, value]) => actual[name] !== value)
    .map(([name, value]) => `${name} is ${actual[name]}, not ${value}`);
}

function same(actual: readonly unknown[], wanted: readonly unknown[]): string[] {
  const isSame = actual.length === wanted.length && actual.every((one, at) => one === wanted[at]);
  return isSame ? [] : [`wrote ${actual.join(" ")}, not ${wanted.join(" ")}`];
}
