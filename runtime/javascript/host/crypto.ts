/** Host calls of `node:crypto`: what would take a guest hundreds of times as long. */
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha224, sha256, sha384, sha512, sha512_256 } from "@noble/hashes/sha2.js";
import { hexToBytes } from "@noble/hashes/utils.js";
import type { Kernel } from "../../kernel.ts";
import { GuestError } from "../guest-error.ts";
import type { Operation } from "../host-call.ts";
import { hostCost } from "../host-cost.ts";
import type { QuickJsVm } from "../quickjs-vm.ts";
import { numberAt, textAt } from "./arguments.ts";

const hashes = {
  md5,
  ripemd160,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  "sha512-256": sha512_256,
} as const;

const maxIterations = 100_000_000;
const maxKeyBytes = 65_536;

/** The operations whose names start with `crypto.`. */
export function cryptoOperations(kernel: Kernel, vm: QuickJsVm): readonly [string, Operation][] {
  return [
    [
      "crypto.hash",
      (args, { span }) => {
        const hash = hashAt(args);
        kernel.fuel.charge((span.length + hash.blockLen) * hostCost.hashedByte);
        return hash(vm.slice(span));
      },
    ],
    [
      "crypto.pbkdf2",
      (args, { span }) => {
        const hash = hashAt(args);
        const salt = hexToBytes(textAt(args, 1));
        const iterations = within("iterations", numberAt(args, 2), maxIterations);
        const keyBytes = within("keylen", numberAt(args, 3), maxKeyBytes);
        const blocks = Math.ceil(keyBytes / hash.outputLen);
        // Each iteration hashes the two blocks of an HMAC.
        const hashed = (1 + blocks * iterations) * 2 * hash.blockLen + span.length + salt.length;
        kernel.fuel.charge(hashed * hostCost.hashedByte);
        return pbkdf2(hash, vm.slice(span).slice(), salt, { c: iterations, dkLen: keyBytes });
      },
    ],
  ];
}

function hashAt(args: readonly unknown[]): (typeof hashes)[keyof typeof hashes] {
  const name = textAt(args, 0);
  if (Object.hasOwn(hashes, name)) return hashes[name as keyof typeof hashes];
  throw new TypeError(`Cannot hash: there is no algorithm "${name}"`);
}

function within(name: string, value: number, max: number): number {
  if (value >= 1 && value <= max) return value;
  const message = `The value of "${name}" is out of range. It must be >= 1 && <= ${max}. Received ${value}`;
  throw new GuestError({ base: "RangeError", code: "ERR_OUT_OF_RANGE", message });
}
