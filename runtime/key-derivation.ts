/** Keys from passwords: work that is meant to be much, and would take a guest ten times as long. */
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha224, sha256, sha384, sha512, sha512_256 } from "@noble/hashes/sha2.js";
import type { CHash } from "@noble/hashes/utils.js";
import type { FuelAccount } from "./fuel-account.ts";
import { hostCost } from "./javascript/host-cost.ts";

/** The name of a hash function. */
export type HashName =
  | "md5"
  | "ripemd160"
  | "sha1"
  | "sha224"
  | "sha256"
  | "sha384"
  | "sha512"
  | "sha512-256";

/** The hash functions that there are. */
export const hashFunctions: Readonly<Record<HashName, CHash>> = {
  md5,
  ripemd160,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  "sha512-256": sha512_256,
};

/** What a key is made of. */
export interface KeyRecipe {
  readonly hash: HashName;
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  /** From 1 to {@link maxIterations}. */
  readonly iterations: number;
  /** From 1 to {@link maxKeyBytes}. */
  readonly keyBytes: number;
}

/** No key takes more iterations. */
export const maxIterations = 100_000_000;

/** No key is longer, in bytes. */
export const maxKeyBytes = 65_536;

/** Derives a key by PBKDF2, https://www.rfc-editor.org/rfc/rfc8018#section-5.2. It is paid for before it is done. */
export function deriveKey(fuel: FuelAccount, recipe: KeyRecipe): Uint8Array {
  const { password, salt, iterations, keyBytes } = recipe;
  const hash = hashFunctions[recipe.hash];
  const blocks = Math.ceil(keyBytes / hash.outputLen);
  // Each iteration hashes the two blocks of an HMAC.
  const hashed = (1 + blocks * iterations) * 2 * hash.blockLen + password.length + salt.length;
  fuel.charge(hashed * hostCost.hashedByte);
  return pbkdf2(hash, password, salt, { c: iterations, dkLen: keyBytes });
}
