/** The limits of the interpreter itself: on what fuel does not pay for, or pays for too late. */

/** No limit: fuel is the only governor. */
const none = 1e12;

/** Of one string, in characters: doubling one is a single operation. */
const maxStringLength = 16 * 2 ** 20;

/** What a shell is made with. */
export const shellLimits: Readonly<Record<string, number>> = {
  maxCallDepth: 60,
  maxCommandCount: none,
  maxLoopIterations: none,
  maxAwkIterations: none,
  maxSedIterations: none,
  maxJqIterations: none,
  maxWorkUnits: none,
  maxTraversalEntries: none,
  maxTraversalWork: none,
  maxGlobOperations: none,
  maxExecutionTimeMs: 2 ** 31 - 1,
  maxFileSystemBytes: none,
  maxInputBytes: 64 * 2 ** 20,
  maxOutputSize: none,
  maxLiveBytes: 256 * 2 ** 20,
  maxStringLength,
  maxArrayElements: 100_000,
  maxBraceExpansionResults: 100_000,
  maxCsvRows: none,
  maxCsvCells: none,
};
