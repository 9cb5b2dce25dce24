/** The words that the operator table is written in: immediates, roles and the shape of a row. */

/** What follows an operator in the byte stream. */
export const immediates = {
  none: 0,
  /** A local index: it moves when parameters are added. */
  local: 1,
  /** One index, heap type or signed constant: a single variable-length integer. */
  index: 2,
  i32: 3,
  i64: 4,
  memarg: 5,
  f32: 6,
  f64: 7,
  blockType: 8,
  /** A label depth. */
  label: 9,
  /** A function index, called. */
  call: 10,
  /** A function index whose reference is taken. */
  functionRef: 11,
  /** Two indices. */
  index2: 12,
  labels: 13,
  valueTypes: 14,
  handlers: 15,
  /** One byte: a lane, or the reserved byte of `atomic.fence`. */
  byte: 16,
  bytes16: 17,
  memargLane: 18,
  /** Flags, a label depth and two heap types. */
  castLabel: 19,
  /** A global index: it moves when the counters are imported. */
  global: 20,
  /** A type index and a table index, called through. */
  indirectCall: 21,
  /** The index of a table that is read or written. */
  table: 22,
  /** No such operator. */
  unknown: 23,
} as const;

/** What an operator means to the charge planner; `plain` ones only cost. */
export const roles = {
  plain: 0,
  block: 1,
  loop: 2,
  if: 3,
  else: 4,
  end: 5,
  try: 6,
  tryTable: 7,
  catch: 8,
  delegate: 9,
  branch: 10,
  branchIf: 11,
  branchTable: 12,
  return: 13,
  unreachable: 14,
  call: 15,
  /** A call whose callee is not known here: through a table or a reference. */
  callReference: 16,
  tailCall: 17,
  tailCallReference: 18,
  throw: 19,
  /** Charged by the i32 length on top of the stack. */
  bulk: 20,
  /** As `bulk`; the width of the length follows the memory (or both memories) named. */
  bulkMemory: 21,
  bulkTable: 22,
  growMemory: 23,
  growTable: 24,
  /** An access outside whatever the memory may grow to. Never in the table: found while decoding. */
  certainTrap: 25,
  /** Makes an object, whose size the type tells. */
  allocate: 26,
} as const;

/** First number, immediates, role, change of the operand stack's height, names in order; `-` skips a number. */
export type OperatorRow = readonly [
  first: number,
  immediates: keyof typeof immediates,
  role: keyof typeof roles,
  height: number,
  names: string,
];
