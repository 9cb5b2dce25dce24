/** The guest source of `node:assert`. */

/** Needs the util source before it. */
export const assertSource: string = String.raw`
const { inspect, isAlike } = internals;

class AssertionError extends Error {
  constructor({ message, actual, expected, operator }) {
    super(message);
    this.generatedMessage = false;
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
  throw new AssertionError({ message: message ?? fallback, actual, expected, operator });
};

const both = (text, actual, expected) =>
  text + "\n\n" + inspect(actual) + "\n\nshould equal\n\n" + inspect(expected);

const ok = (value, message) => {
  if (!value)
    fail(
      message,
      "The expression evaluated to a falsy value: " + inspect(value),
      value,
      true,
      "==",
    );
};

/** Makes a function that compares two values. */
const comparison = (name, isMet, text) => (actual, expected, message) => {
  if (!isMet(actual, expected)) fail(message, both(text, actual, expected), actual, expected, name);
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

const checkThrown = (isThrown, error, expected, message) => {
  const wanted = typeof expected === "string" ? undefined : expected;
  if (!isThrown)
    fail(
      typeof expected === "string" ? expected : message,
      "Missing expected exception.",
      undefined,
      wanted,
      "throws",
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
  checkThrown(isThrown, thrown, expected, message);
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
const equal = comparison(
  "==",
  (a, b) => a == b || (a !== a && b !== b),
  "Expected values to be loosely equal:",
);
const notEqual = comparison("!=", (a, b) => a != b, 'Expected "actual" to be loosely unequal to:');
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
        pattern +
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
const strict = Object.assign((value, message) => ok(value, message), shared, {
  equal: strictEqual,
  notEqual: notStrictEqual,
  deepEqual: deepStrictEqual,
  notDeepEqual: notDeepStrictEqual,
});
const assert = Object.assign((value, message) => ok(value, message), shared, {
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
