/** Host calls of `node:crypto`: what would take a guest hundreds of times as long. */
import { hexToBytes } from "@noble/hashes/utils.js";
import type { Kernel } from "../../kernel.ts";
import {
  deriveKey,
  type HashName,
  hashFunctions,
  maxIterations,
  maxKeyBytes,
} from "../../key-derivation.ts";
import { GuestError } from "../guest-error.ts";
import type { Operation } from "../host-call.ts";
import { hostCost } from "../host-cost.ts";
import type { QuickJsVm } from "../quickjs-vm.ts";
import { numberAt, textAt } from "./arguments.ts";

/** The operations whose names start with `crypto.`. */
export function cryptoOperations(kernel: Kernel, vm: QuickJsVm): readonly [string, Operation][] {
  return [
    [
      "crypto.hash",
      (args, { span }) => {
        const hash = hashFunctions[nameAt(args)];
        kernel.fuel.charge((span.length + hash.blockLen) * hostCost.hashedByte);
        return hash(vm.slice(span));
      },
    ],
    [
      "crypto.pbkdf2",
      (args, { span }) => {
        const recipe = {
          hash: nameAt(args),
          password: vm.slice(span).slice(),
          salt: hexToBytes(textAt(args, 1)),
          iterations: within("iterations", numberAt(args, 2), maxIterations),
          keyBytes: within("keylen", numberAt(args, 3), maxKeyBytes),
        };
        return deriveKey(kernel.fuel, recipe);
      },
    ],
  ];
}

function nameAt(args: readonly unknown[]): HashName {
  const name = textAt(args, 0);
  if (Object.hasOwn(hashFunctions, name)) return name as HashName;
  throw new TypeError(`Cannot hash: there is no algorithm "${name}"`);
}

function within(name: string, value: number, max: number): number {
  if (value >= 1 && value <= max) return value;
  const message = `The value of "${name}" is out of range. It must be >= 1 && <= ${max}. Received ${value}`;
  throw new GuestError({ base: "RangeError", code: "ERR_OUT_OF_RANGE", message });
}
