/** What an instance takes from counters that it shares before anything of it runs. */
import { initialObjectBytes } from "../initial-objects.ts";
import type { ModuleIndex } from "../module-index.ts";
import type { Settings } from "../options.ts";
import { ownMemoryBytes } from "../sections/caps.ts";
import { trapReasons } from "../trap-reasons.ts";
import { CodeWriter, opcode, valueType } from "./code-writer.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Bytes by what they are counted by. */
export interface Admission {
  /** Of memories that the module defines. */
  readonly memoryBytes: number;
  /** Of objects in initial values. */
  readonly gcBytes: number;
  readonly isNeeded: boolean;
}

/** Adds up what the module starts with. Counters of its own start with so much less instead. */
export function createAdmission(index: ModuleIndex, settings: Settings): Admission {
  const { shares, maxMemoryBytes, maxGcBytes } = settings;
  const memoryBytes = shares && maxMemoryBytes !== undefined ? ownMemoryBytes(index, settings) : 0;
  const gcBytes = shares && maxGcBytes !== undefined ? initialObjectBytes(index) : 0;
  return { memoryBytes, gcBytes, isNeeded: memoryBytes + gcBytes > 0 };
}

/** The body of the start function that takes it, or traps, and then calls `next` if there is one. */
export function writeAdmission(scope: MeteringScope, next: number | undefined): Uint8Array {
  const { memoryBytes, gcBytes } = scope.functions.admission;
  const out = new CodeWriter(64);
  out.u8(0);
  const take = (global: number, bytes: number, reason: number): void => {
    if (bytes === 0) return;
    out.globalGet(global);
    out.i64Const(bytes);
    out.u8(opcode.i64LtS);
    out.pair(opcode.if, valueType.emptyBlock);
    out.i32Const(reason);
    out.globalSet(scope.trapGlobal);
    out.pair(opcode.unreachable, opcode.end);
    out.globalGet(global);
    out.i64Const(bytes);
    out.u8(opcode.i64Sub);
    out.globalSet(global);
  };
  take(scope.memoryGlobal, memoryBytes, trapReasons.memory);
  take(scope.gcGlobal, gcBytes, trapReasons.gc);
  if (next !== undefined) out.call(next);
  out.u8(opcode.end);
  return out.done();
}
