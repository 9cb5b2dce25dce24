/**
 * The state of `Math.random`, which QuickJS seeds once from the clock and keeps in its context.
 * There is no call to seed it, so its place is found by what one call does to it.
 */
import type { Entropy } from "../kernel.ts";
import { evalFlags, type QuickJsVm } from "./quickjs-vm.ts";

/** How far into the context we look, in bytes. */
const searchBytes = 2_048;
const mask = 2n ** 64n - 1n;

/** Finds where the state is, relative to the context. Throws when it is nowhere. */
export function findRandomState(vm: QuickJsVm): number {
  const before = readWords(vm);
  const source = new TextEncoder().encode("Math.random()");
  vm.freeValue(vm.evaluate(source, "<prelude>", evalFlags.script));
  const after = readWords(vm);
  const index = before.findIndex((word, at) => word !== 0n && advance(word) === after[at]);
  if (index < 0) throw new Error("Cannot find the state of Math.random in quickjs.wasm");
  return index * 8;
}

/** Seeds `Math.random` of this run. */
export function seedRandom(vm: QuickJsVm, offset: number, entropy: Entropy): void {
  const seed = new Uint8Array(8);
  entropy(seed);
  // The one state that the generator never leaves is all zero.
  if (seed.every((byte) => byte === 0)) seed[0] = 1;
  vm.bytes.set(seed, vm.context + offset);
}

function readWords(vm: QuickJsVm): bigint[] {
  const words: bigint[] = [];
  for (let offset = 0; offset < searchBytes; offset += 8) {
    words.push(vm.view.getBigUint64(vm.context + offset, true));
  }
  return words;
}

/** One step of xorshift64*, https://prng.di.unimi.it, before its multiplication. */
function advance(state: bigint): bigint {
  let word = state ^ (state >> 12n);
  word = (word ^ (word << 25n)) & mask;
  return word ^ (word >> 27n);
}
