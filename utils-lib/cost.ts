/**
 * What utilities cost: the one published model by which host work is charged to a guest's fuel.
 * One fuel stands for as much host work as one instruction of a guest takes, a tenth to a quarter of
 * a nanosecond; `npm run bench -- utilities/ns-per-fuel` measures both. Charges depend on arguments and files alone, so the same call costs the same on
 * every machine, and each is made before the work that it pays for.
 */

/** The prices, in fuel. */
export const cost = {
  /** One call of a utility. */
  call: 4_000,
  /** One path given by the caller, or one symlink met on the way: resolved and checked. */
  path: 4_000,
  /** One component of such a path, or of a symlink in it, looked up. */
  component: 1_200,
  /** One directory entry visited. */
  entry: 2_000,
  /** One file opened. */
  file: 20_000,
  /** One file, directory or symlink made, renamed, removed, or given another mode or time. */
  change: 12_000,
  /** One byte read from a file and written to another as it is. */
  copiedByte: 4,
  /** One byte scanned for a literal text or for line ends. */
  scannedByte: 8,
  /** One byte that a regular expression is tried on; see {@link patternByte}. */
  patternByte: 68,
  /** One instruction of a compiled regular expression. */
  patternInstruction: 4_000,
  /** One byte of a file that a checksum is made of. */
  hashedByte: 24,
  /** One byte of a file to be written as Base64, or of Base64 to be read. */
  base64Byte: 16,
  /** One instruction of a regular expression that is tried on one byte to find its groups; see {@link groupByte}. */
  groupInstruction: 32,
  /** One match of an expression that is replaced. */
  replacedMatch: 2_000,
  /** One line of a text that is taken apart, sorted or compared line by line. */
  line: 200,
  /** One byte of such a line. */
  lineByte: 16,
  /** One byte of a text that is sorted. */
  sortedByte: 40,
  /** One step of the search for what two texts have in common. */
  compareStep: 32,
  /** One byte of CSV parsed. */
  csvByte: 16,
  /** One character of JSON parsed, or one byte of a JSON file read and parsed. */
  jsonCharacter: 72,
  /** One character of YAML parsed. */
  yamlCharacter: 640,
  /** One character of TOML parsed. */
  tomlCharacter: 400,
  /** One character of XML parsed. */
  xmlCharacter: 160,
  /** One alias of YAML followed, or one key taken over by a merge. */
  yamlReference: 800,
  /** One character of a query's expression parsed. */
  queryCharacter: 2_000,
  /** One step of a query: one part of the expression applied to one value, or two values compared. */
  queryStep: 320,
  /** One item or character that a query looks at or makes within a step. */
  queryItem: 40,
  /** One byte returned to the caller or written to a file. */
  resultByte: 8,
  /** One value of structured data that a caller gives: a number, a text, a list, an object. */
  dataItem: 1_200,
  /** One item of a returned list, such as a path or a match. */
  resultItem: 800,
} as const;

/** The most bytes of a file that are charged and read at once. */
export const blockBytes: number = 64 * 1024;

/** The price of trying a regular expression of `instructions` on one byte: twice as many, never less than {@link cost.patternByte}. */
export function patternByte(instructions: number): number {
  return Math.max(cost.patternByte, instructions * 2);
}

/** The price of finding the groups of a regular expression of `instructions` in one byte, which takes all of them at worst. */
export function groupByte(instructions: number): number {
  return Math.max(cost.patternByte, instructions * cost.groupInstruction);
}
