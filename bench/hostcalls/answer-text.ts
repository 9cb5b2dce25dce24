/** The answer of 4 KB that guests get, and what they make of it. */

/** 64 lines of ASCII, 4096 bytes. */
export const answerText: string = `${"0123456789abcdef".repeat(4).slice(1)}\n`.repeat(64);

/** How many calls are timed together, so that milliseconds are microseconds for each. */
export const callsPerPart = 1_000;

/** The fastest part counts: by then engines have compiled. */
export const parts = 10;

/** What a guest tells that has added up the lengths of a part's answers and looked at the last one. */
export const partAnswer: string = `${callsPerPart * answerText.length} ${answerText.slice(0, 8)}`;
