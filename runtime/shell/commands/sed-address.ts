/** Which lines the addresses of `sed` stand for, as far as numbers tell. */
import type { Address } from "./sed-script.ts";

/** Whether an address that is no expression stands for a line. */
export function isLineOf(address: Address, line: number, isLast: boolean): boolean {
  switch (address.kind) {
    case "line":
      return line === address.line;
    case "last":
      return isLast;
    case "step":
      if (address.step === 0) return line === address.first;
      return line >= address.first && (line - address.first) % address.step === 0;
    default:
      return false;
  }
}

/** The last line of a range that begins in `line`; undefined when only a match, or the end, tells. */
export function endOfRange(to: Address, line: number): number | undefined {
  switch (to.kind) {
    case "line":
      return to.line;
    case "count":
      return line + to.value;
    case "multiple":
      return to.value === 0 ? 0 : (Math.floor(line / to.value) + 1) * to.value;
    default:
      return undefined;
  }
}
