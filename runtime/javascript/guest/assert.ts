/** The guest source of `node:assert`. */

/** Needs the util source before it. */
export const assertSource: string = String.raw`
const { inspect, isAlike } = internals;

class AssertionError extends Error {
  constructor({ message, actual, expected, operator, isGenerated = false }) {
    super(message ?? both("Failed", actual, expected));
    this.generatedMessage = isGenerated;
    this.code = "ERR_ASSERTION";
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
  }
}
Object.defineProperty(AssertionError.prototype, "name", {
  value: "AssertionError",
  writable: true,
  configurable: true,
});

const fail = (message, fallback, actual, expected, operator) => {
  if (message instanceof Error) throw message;
  const isGenerated = message === undefined;
  throw new AssertionError({ message: isGenerated ? fallback : message, actual, expected, operator, isGenerated });
};

const lines = (value) =>
  inspect(value, { compact: false, depth: 1000, maxArrayLength: null, sorted: true }).split("\n");

/** What to do with each line to get from some lines to others: a longest common part, up to a size. */
const difference = (actual, expected) => {
  // Node takes no notice of a comma at the end of a line.
  const isSame = (a, b) => a === b || a + "," === b || a === b + ",";
  const longer = (a, b) => (a.length > b.length ? a : b);
  let head = 0;
  while (head < actual.length && head < expected.length && isSame(actual[head], expected[head])) head += 1;
  let tail = 0;
  const most = Math.min(actual.length, expected.length) - head;
  while (tail < most && isSame(actual.at(-1 - tail), expected.at(-1 - tail))) tail += 1;
  const ours = actual.slice(head, actual.length - tail);
  const theirs = expected.slice(head, expected.length - tail);
  const changed = [];
  if (ours.length * theirs.length > 10000) {
    changed.push(...ours.map((line) => "+ " + line), ...theirs.map((line) => "- " + line));
  } else {
    const longest = Array.from({ length: ours.length + 1 }, () => new Uint16Array(theirs.length + 1));
    for (let i = ours.length - 1; i >= 0; i -= 1)
      for (let j = theirs.length - 1; j >= 0; j -= 1)
        longest[i][j] =
          isSame(ours[i], theirs[j]) ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    let i = 0;
    let j = 0;
    while (i < ours.length || j < theirs.length) {
      if (i < ours.length && j < theirs.length && isSame(ours[i], theirs[j])) {
        changed.push("  " + longer(ours[i], theirs[j]));
        i += 1;
        j += 1;
      } else if (j >= theirs.length || (i < ours.length && longest[i + 1][j] >= longest[i][j + 1])) {
        changed.push("+ " + ours[i]);
        i += 1;
      } else {
        changed.push("- " + theirs[j]);
        j += 1;
      }
    }
  }
  const same = (list, others) => list.map((line, index) => "  " + longer(line, others[index]));
  const end = (list) => list.slice(list.length - tail);
  return [...same(actual.slice(0, head), expected.slice(0, head)), ...changed, ...same(end(actual), end(expected))];
};

/** Two values beside each other, as Node lays them out. */
const both = (text, actual, expected, operator) => {
  if (operator === "deepEqual")
    return text + "\n\n" + lines(actual).join("\n") + "\n\nshould loosely deep-equal\n\n" + lines(expected).join("\n");
  if (operator.startsWith("not")) {
    const shown = lines(actual);
    return text + (shown.length === 1 ? (shown[0].length > 5 ? "\n\n" : " ") : "\n\n") + shown.join("\n") + (shown.length === 1 && shown[0].length <= 5 ? "" : "\n");
  }
  const ours = lines(actual);
  const theirs = lines(expected);
  const isPlain = (value) => typeof value !== "object" || value === null;
  const isShort = ours.length === 1 && theirs.length === 1 && ours[0] !== theirs[0];
  if (isShort && isPlain(actual) && isPlain(expected) && (actual !== 0 || expected !== 0) && ours[0].length + theirs[0].length <= 12)
    return text + "\n\n" + ours[0] + " !== " + theirs[0] + "\n";
  let shared = 0;
  if (isShort) while (ours[0][shared] === theirs[0][shared]) shared += 1;
  const mark = shared > 2 && ours[0].length + theirs[0].length < 80 ? "\n  " + " ".repeat(shared) + "^" : "";
  return text + "\n+ actual - expected\n\n" + difference(ours, theirs).join("\n") + mark;
};

const loose = (actual, expected, operator) => inspect(actual) + " " + operator + " " + inspect(expected);

/** The call that a test is made by, as it is written; undefined when it is not within one line. */
const callText = () => {
  const { file, line, column } = internals.originOf(new Error()) ?? {};
  const text = file === undefined ? undefined : internals.call("module.line", [file, line, true]);
  if (text === undefined) return undefined;
  const before = /[\w$.]*$/.exec(text.slice(0, column - 1))[0];
  const rest = text.slice(column - 1);
  let depth = 0;
  for (let at = 0; at < rest.length; at += 1) {
    if (rest[at] === "(") depth += 1;
    if (rest[at] !== ")") continue;
    depth -= 1;
    if (depth === 0) return before + rest.slice(0, at + 1);
  }
  return undefined;
};

const ok = (...args) => {
  const [value, message] = args;
  if (value) return;
  if (args.length === 0) fail(undefined, "No value argument passed to \x60assert.ok()\x60", value, true, "==");
  const call = message === undefined ? callText() : undefined;
  const shown = call === undefined ? inspect(value) : "\n\n  " + call + "\n";
  const text = "The expression evaluated to a falsy value:" + (call === undefined ? " " : "") + shown;
  fail(message, text, value, true, "==");
};

/** Makes a function that compares two values. */
const comparison = (name, isMet, text) => (actual, expected, message) => {
  if (isMet(actual, expected)) return;
  const shown =
    message !== undefined
      ? undefined
      : text === undefined
        ? loose(actual, expected, name)
        : both(text, actual, expected, name);
  fail(message, shown, actual, expected, name);
};

/** Whether an error is what was asked for: a class, a pattern, a test or the properties it must have. */
const matches = (error, expected) => {
  if (expected === undefined) return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === "function") {
    if (expected.prototype !== undefined && error instanceof expected) return true;
    if (Error.isPrototypeOf(expected) || expected === Error) return false;
    return expected(error) === true;
  }
  return Object.keys(expected).every((key) => {
    const wanted = expected[key];
    if (wanted instanceof RegExp && typeof error[key] === "string") return wanted.test(error[key]);
    return isAlike(error[key], wanted, true);
  });
};

const checkThrown = (isThrown, error, expected, message, what = "exception") => {
  const wanted = typeof expected === "string" ? undefined : expected;
  if (!isThrown)
    fail(
      typeof expected === "string" ? expected : message,
      "Missing expected " + what + ".",
      undefined,
      wanted,
      what === "exception" ? "throws" : "rejects",
    );
  if (!matches(error, wanted)) throw error;
};

const throws = (run, expected, message) => {
  let isThrown = false;
  let thrown;
  try {
    run();
  } catch (error) {
    isThrown = true;
    thrown = error;
  }
  checkThrown(isThrown, thrown, expected, message);
};

const rejects = async (promise, expected, message) => {
  let isThrown = false;
  let thrown;
  try {
    await (typeof promise === "function" ? promise() : promise);
  } catch (error) {
    isThrown = true;
    thrown = error;
  }
  checkThrown(isThrown, thrown, expected, message, "rejection");
};

const doesNotThrow = (run) => void run();
const doesNotReject = async (promise) =>
  void (await (typeof promise === "function" ? promise() : promise));

const strictEqual = comparison("strictEqual", Object.is, "Expected values to be strictly equal:");
const notStrictEqual = comparison(
  "notStrictEqual",
  (a, b) => !Object.is(a, b),
  'Expected "actual" to be strictly unequal to:',
);
const deepStrictEqual = comparison(
  "deepStrictEqual",
  (a, b) => isAlike(a, b, true),
  "Expected values to be strictly deep-equal:",
);
const notDeepStrictEqual = comparison(
  "notDeepStrictEqual",
  (a, b) => !isAlike(a, b, true),
  'Expected "actual" not to be strictly deep-equal to:',
);
const equal = comparison("==", (a, b) => a == b || (a !== a && b !== b));
const notEqual = comparison("!=", (a, b) => a != b);
const deepEqual = comparison(
  "deepEqual",
  (a, b) => isAlike(a, b, false),
  "Expected values to be loosely deep-equal:",
);
const notDeepEqual = comparison(
  "notDeepEqual",
  (a, b) => !isAlike(a, b, false),
  'Expected "actual" not to be loosely deep-equal to:',
);
const match = (text, pattern, message) => {
  if (!pattern.test(text))
    fail(
      message,
      "The input did not match the regular expression " +
        inspect(pattern) +
        ". Input:\n\n" +
        inspect(text) +
        "\n",
      text,
      pattern,
      "match",
    );
};
const doesNotMatch = (text, pattern, message) => {
  if (pattern.test(text))
    fail(
      message,
      "The input was expected to not match the regular expression " +
        pattern +
        ". Input:\n\n" +
        inspect(text) +
        "\n",
      text,
      pattern,
      "doesNotMatch",
    );
};
const ifError = (value) => {
  if (value !== null && value !== undefined) throw value;
};

const shared = {
  ok,
  throws,
  rejects,
  doesNotThrow,
  doesNotReject,
  strictEqual,
  notStrictEqual,
  deepStrictEqual,
  notDeepStrictEqual,
  match,
  doesNotMatch,
  ifError,
  AssertionError,
  fail: (message) => fail(message, "Failed", undefined, undefined, "fail"),
};
const strict = Object.assign((...args) => ok(...args), shared, {
  equal: strictEqual,
  notEqual: notStrictEqual,
  deepEqual: deepStrictEqual,
  notDeepEqual: notDeepStrictEqual,
});
const assert = Object.assign((...args) => ok(...args), shared, {
  equal,
  notEqual,
  deepEqual,
  notDeepEqual,
  strict,
});
strict.strict = strict;
internals.builtins.set("assert", assert);
internals.builtins.set("assert/strict", strict);
`;
