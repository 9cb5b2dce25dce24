/** Whether a bulk or growing operator takes a 64-bit length. */
import type { ModuleIndex } from "./module-index.ts";
import { roles } from "./operator-kinds.ts";

/** `first` and `second` are the operator's indices, of memories or tables; the same one twice when it has one. */
export function isWide(
  { memories, tables }: ModuleIndex,
  role: number,
  first: number,
  second: number,
): boolean {
  switch (role) {
    case roles.bulkMemory:
    case roles.growMemory:
      return memories[first]?.is64 === true && memories[second]?.is64 === true;
    case roles.bulkTable:
    case roles.growTable:
      return tables[first]?.is64 === true && tables[second]?.is64 === true;
    default:
      return false;
  }
}
