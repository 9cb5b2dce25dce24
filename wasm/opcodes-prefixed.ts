/** Operators behind a prefix byte: references and GC, bulk memory, atomics. */
import type { OperatorRow } from "./operator-kinds.ts";

/** References and GC, behind 0xfb. */
export const gcOperators: readonly OperatorRow[] = [
  [0, "index", "allocate", 1, "struct.new struct.new_default"],
  [2, "index2", "plain", 0, "struct.get struct.get_s struct.get_u"],
  [5, "index2", "plain", -2, "struct.set"],
  [6, "index", "bulk", -1, "array.new"],
  [7, "index", "bulk", 0, "array.new_default"],
  [8, "index2", "allocate", 1, "array.new_fixed"],
  [9, "index2", "bulk", -1, "array.new_data array.new_elem"],
  [11, "index", "plain", -1, "array.get array.get_s array.get_u"],
  [14, "index", "plain", -3, "array.set"],
  [15, "none", "plain", 0, "array.len"],
  [16, "index", "bulk", -4, "array.fill"],
  [17, "index2", "bulk", -5, "array.copy"],
  [18, "index2", "bulk", -4, "array.init_data array.init_elem"],
  [20, "index", "plain", 0, "ref.test ref.test_null ref.cast ref.cast_null"],
  [24, "castLabel", "branchIf", 0, "br_on_cast br_on_cast_fail"],
  [26, "none", "plain", 0, "any.convert_extern extern.convert_any ref.i31 i31.get_s i31.get_u"],
];

/** Saturating conversions, bulk memory, wide arithmetic, behind 0xfc. */
export const bulkOperators: readonly OperatorRow[] = [
  [
    0,
    "none",
    "plain",
    0,
    "i32.trunc_sat_f32_s i32.trunc_sat_f32_u i32.trunc_sat_f64_s i32.trunc_sat_f64_u i64.trunc_sat_f32_s i64.trunc_sat_f32_u i64.trunc_sat_f64_s i64.trunc_sat_f64_u",
  ],
  [8, "index2", "bulk", -3, "memory.init"],
  [9, "index", "plain", 0, "data.drop"],
  [10, "index2", "bulkMemory", -3, "memory.copy"],
  [11, "index", "bulkMemory", -3, "memory.fill"],
  [12, "index2", "bulk", -3, "table.init"],
  [13, "index", "plain", 0, "elem.drop"],
  [14, "index2", "bulkTable", -3, "table.copy"],
  [15, "index", "growTable", -1, "table.grow"],
  [16, "index", "plain", 1, "table.size"],
  [17, "index", "bulkTable", -3, "table.fill"],
  [19, "none", "plain", -2, "i64.add128 i64.sub128"],
  [21, "none", "plain", 0, "i64.mul_wide_s i64.mul_wide_u"],
];

/** The seven widths that each atomic read-modify-write operation has, in order. */
const rmw = (operation: string): string =>
  ["i32.atomic.rmw", "i64.atomic.rmw"]
    .concat(
      ["i32.atomic.rmw8", "i32.atomic.rmw16"],
      ["i64.atomic.rmw8", "i64.atomic.rmw16", "i64.atomic.rmw32"],
    )
    .map((width, i) => `${width}.${operation}${i < 2 ? "" : "_u"}`)
    .join(" ");

/** Atomics, behind 0xfe. */
export const atomicOperators: readonly OperatorRow[] = [
  [0x00, "memarg", "plain", -1, "memory.atomic.notify"],
  [0x01, "memarg", "plain", -2, "memory.atomic.wait32 memory.atomic.wait64"],
  [0x03, "byte", "plain", 0, "atomic.fence"],
  [
    0x10,
    "memarg",
    "plain",
    0,
    "i32.atomic.load i64.atomic.load i32.atomic.load8_u i32.atomic.load16_u i64.atomic.load8_u i64.atomic.load16_u i64.atomic.load32_u",
  ],
  [
    0x17,
    "memarg",
    "plain",
    -2,
    "i32.atomic.store i64.atomic.store i32.atomic.store8 i32.atomic.store16 i64.atomic.store8 i64.atomic.store16 i64.atomic.store32",
  ],
  [0x1e, "memarg", "plain", -1, ["add", "sub", "and", "or", "xor", "xchg"].map(rmw).join(" ")],
  [0x48, "memarg", "plain", -2, rmw("cmpxchg")],
];
