/** The utilities, their registry, cost model and doors. */
export type { ArgumentRecord } from "./arguments.ts";
export { callUtility } from "./call-utility.ts";
export { blockBytes, cost, groupByte, patternByte } from "./cost.ts";
export type { SortKey } from "./data/compare-keys.ts";
export { type GroupKey, groupBy } from "./data/group-by.ts";
export { chunk, filterBy, mapItems } from "./data/list-functions.ts";
export { sortBy } from "./data/sort-by.ts";
export { unique } from "./data/unique.ts";
export type { BoundUtility, CallOptions } from "./doors/bound-utility.ts";
export { type JavascriptModuleOptions, javascriptModule } from "./doors/javascript.ts";
export { describeUtilities } from "./doors/prompt.ts";
export { pythonModule } from "./doors/python.ts";
export { type Bound, type BoundUtilities, bindUtilities, type Gate } from "./doors/typescript.ts";
export { exampleFiles } from "./example-files.ts";
export type { EntryRecord } from "./files/entry-record.ts";
export type { FindArguments } from "./files/find.ts";
export { compileGlob, type Glob } from "./files/glob.ts";
export type { StatRecord } from "./files/stat.ts";
export type { CsvToJsonArguments } from "./formats/csv-to-json.ts";
export type { JsonRecord, JsonValue } from "./json-value.ts";
export { PathEscapeError } from "./path-guard.ts";
export { type Utilities, utilities } from "./registry.ts";
export type { GrepArguments, GrepMatch } from "./text/grep.ts";
export type { HeadArguments } from "./text/head.ts";
export { compilePattern, type Pattern, quotePattern } from "./text/pattern.ts";
export { requiredLiteral } from "./text/required-literal.ts";
export {
  defaultMaxResultBytes,
  type FilteringUtility,
  type Parameter,
  type ParameterType,
  type ResultDoc,
  type Utility,
  type UtilityContext,
  type UtilityExample,
  type UtilityModule,
  type UtilityProgress,
  type UtilityRow,
} from "./utility.ts";
export { UtilityError, type UtilityErrorCode } from "./utility-error.ts";
