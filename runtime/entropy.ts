/** Where a guest's random bytes come from: the host, or a seed. */
import type { Entropy } from "./kernel.ts";

/** What `crypto.getRandomValues` fills in one call, in bytes. */
const sliceBytes = 65_536;

/** Takes random bytes from the host's cryptographic source. */
export function createHostEntropy(): Entropy {
  return (target) => {
    for (let start = 0; start < target.length; start += sliceBytes) {
      const end = Math.min(start + sliceBytes, target.length);
      // A slice is filled apart, because the target may view memory that the platform call refuses.
      target.set(crypto.getRandomValues(new Uint8Array(end - start)), start);
    }
  };
}

/**
 * Makes the same bytes from the same seed on every engine, however the calls are cut. Not for secrets.
 * The generator is xoshiro128**, https://prng.di.unimi.it/xoshiro128starstar.c, seeded by SplitMix32.
 */
export function createSeededEntropy(seed: bigint | number): Entropy {
  const state = seedState(BigInt.asUintN(64, BigInt(seed)));
  let word = 0;
  let bytesLeft = 0;
  return (target) => {
    for (let index = 0; index < target.length; index += 1) {
      if (bytesLeft === 0) {
        word = nextWord(state);
        bytesLeft = 4;
      }
      target[index] = word & 0xff;
      word >>>= 8;
      bytesLeft -= 1;
    }
  };
}

type State = [number, number, number, number];

function seedState(seed: bigint): State {
  let mixed = Number(seed & 0xffff_ffffn) | 0;
  const high = Number(seed >> 32n) | 0;
  const next = (): number => {
    mixed = (mixed + 0x9e37_79b9) | 0;
    let z = mixed ^ high;
    z = Math.imul(z ^ (z >>> 16), 0x85eb_ca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2_ae35);
    return z ^ (z >>> 16);
  };
  // The one state that a xoshiro generator never leaves is all zero.
  return [next(), next(), next(), next() | 1];
}

function nextWord(state: State): number {
  const [a, b, c, d] = state;
  const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
  const third = c ^ a;
  const fourth = d ^ b;
  state[0] = a ^ fourth;
  state[1] = b ^ third;
  state[2] = third ^ (b << 9);
  state[3] = rotateLeft(fourth, 11);
  return result;
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
