import { afterEach, expect, test } from "vitest";
import { BudgetSpent, contextOf, type Tree } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";

const deep = 100_000;
const kilobyte = 1024;

/** The bytes of `text`, in which U+0000 to U+00FF are one byte each. */
function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Runs a utility with little room for its result, as a guest with a fair budget would. */
function run(name: string, args: readonly unknown[], tree: Tree = {}): unknown {
  const context = contextOf(tree, { maxResultBytes: 2 ** 20, budget: 20_000_000_000 });
  try {
    return callUtility(context, name, args);
  } finally {
    expect(context.fs.usage().openFiles).toBe(0);
  }
}

const prototypeKeys = Object.getOwnPropertyNames(Object.prototype).sort();

afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(prototypeKeys);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

const columns = Array.from({ length: deep }, (_, index) => `c${index}`);

test.each<[string, string | Uint8Array, string]>([
  ["unbalanced quotes", 'a,b\n1,"x\n2,y\n', '[{"a": "1", "b": "x\\n2,y\\n"}]'],
  ["unbalanced quotes in the header", '"a,b\n1,2\n', "[]"],
  ["NULs", "a\u0000,b\n\u0000,2\n", '[{"a\\u0000": "\\u0000", "b": "2"}]'],
  ["a byte order mark and CRLF", "\ufeffa,b\r\n1,2\r\n", '[{"a": "1", "b": "2"}]'],
  [
    "__proto__ as a name",
    "__proto__,constructor\n1,2\n",
    '[{"__proto__": "1", "constructor": "2"}]',
  ],
  ["the same name twice", "a,a\n1,2\n", '[{"a": "2"}]'],
  [
    "ragged rows",
    "a,b\n1\n1,2,3\n",
    '[{"a": "1", "b": null}, {"a": "1", "b": "2", "null": ["3"]}]',
  ],
  ["invalid UTF-8", latin1("a\xff\n\xc3\n"), '[{"a\ufffd": "\ufffd"}]'],
  ["1e5 names and one value", `${columns.join(",")}\n`, "[]"],
])("csv_to_json() reads a file with %s", (_, csv, json) => {
  expect(run("csv_to_json", ["f.csv"], { "/app/f.csv": csv })).toBe(json);
});

test("csv_to_json() reads 1e5 columns, and writes rows that lack them as far as its budget goes", () => {
  const csv = `${columns.join(",")}\n${columns.join(",")}\n${"x\n".repeat(1_000)}`;
  const context = contextOf({ "/app/f.csv": csv }, { budget: 20_000_000 });
  expect(() => callUtility(context, "csv_to_json", ["f.csv", "out.json"])).toThrow(BudgetSpent);
  expect(context.fs.exists("/app/out.json")).toBe(false);
  const one = { "/app/f.csv": csv.slice(0, csv.indexOf("x\n")) };
  const json = callUtility(contextOf(one), "csv_to_json", ["f.csv"]);
  expect(Object.keys(JSON.parse(String(json))[0])).toHaveLength(deep);
});

const nested = (open: string, close: string): string => open.repeat(deep) + close.repeat(deep);

test.each<[string, string, string]>([
  ["1e5 levels", nested("[", "]"), "line 1, column 201: it nests deeper than 200"],
  ["1e5 levels of objects", nested('{"a":', "}"), "line 1, column 1001: it nests deeper than 200"],
  ["1e5 brackets and no end", "[".repeat(deep), "line 1, column 201: it nests deeper than 200"],
  ["nothing in it", "", "line 1, column 1: expected a value, got the end"],
  ["a comma too much", '{\n  "a": [1, 2,]\n}', 'line 2, column 14: expected a value, got "]"'],
  ["a key without quotes", "{a: 1}", 'line 1, column 2: expected a key in quotes, got "a"'],
  ["no colon", '{"a" 1}', 'line 1, column 6: expected ":", got "1"'],
  ["no comma", "[1 2]", 'line 1, column 4: expected "," or "]", got "2"'],
  [
    "no comma between members",
    '{"a": 1 "b": 2}',
    'line 1, column 9: expected "," or "}", got "\\""',
  ],
  ["two values", "1 2", 'line 1, column 3: expected the end, got "2"'],
  ["an open string", '["😀", "x', "line 1, column 7: a string does not end"],
  ["a line break in a string", '"a\nb"', "line 1, column 3: a string holds a control character"],
  ["a wrong escape", '"\\x"', "line 1, column 2: a backslash begins no escape"],
  ["half an escape", '"\\u12', "line 1, column 2: a backslash begins no escape"],
  ["NaN", "[NaN]", 'line 1, column 2: expected a value, got "N"'],
  ["a byte order mark", "\ufeff1", 'line 1, column 1: expected a value, got " "'],
  ["a word", "truex", 'line 1, column 5: expected the end, got "x"'],
  ["a minus", "-", 'line 1, column 1: expected a value, got "-"'],
  [
    "a wrong end of a long number",
    "[12345678901234567890 1]",
    'line 1, column 23: expected "," or "]", got "1"',
  ],
])("json_query() and json_to_yaml() refuse JSON with %s", (_, json, message) => {
  const error = { code: "INVALID_JSON", message: `Cannot read JSON at ${message}` };
  expect(() => run("json_query", ["@", { json_text: json }])).toThrow(
    expect.objectContaining(error),
  );
  expect(() => run("json_to_yaml", [json])).toThrow(expect.objectContaining(error));
});

test.each<[string, string | Uint8Array, string]>([
  [
    "bytes that are not UTF-8",
    latin1('{"a":\n "\xc3\xa9\xff"}'),
    "at line 2, column 4: the byte 0xFF is not UTF-8",
  ],
  [
    "half a character at its end",
    latin1('"\xe2\x82'),
    "at line 1, column 2: the byte 0xE2 is not UTF-8",
  ],
  ["an overlong form", latin1("\xc0\xaf"), "at line 1, column 1: the byte 0xC0 is not UTF-8"],
  [
    "an overlong form of three bytes",
    latin1(" \xe0\x80\xaf"),
    "at line 1, column 2: the byte 0xE0 is not UTF-8",
  ],
  [
    "a surrogate in UTF-8",
    latin1("\n\xed\xa0\x80"),
    "at line 2, column 1: the byte 0xED is not UTF-8",
  ],
  [
    "more than Unicode has",
    latin1("\xf0\x9f\x98\x80\xf4\x90\x80\x80"),
    "at line 1, column 2: the byte 0xF4 is not UTF-8",
  ],
  [
    "an overlong form of four bytes",
    latin1("\xf0\x80\x80\x80"),
    "at line 1, column 1: the byte 0xF0 is not UTF-8",
  ],
  ["a byte that leads nothing", latin1("\xf5"), "at line 1, column 1: the byte 0xF5 is not UTF-8"],
  ["1e5 levels", nested("[", "]"), "at line 1, column 201: it nests deeper than 200"],
])("json_to_csv() and json_query() refuse a file with %s", (_, file, message) => {
  const tree = { "/app/f.json": file };
  const error = { code: "INVALID_JSON", message: `Cannot read JSON ${message}` };
  for (const [name, args] of [
    ["json_to_csv", ["f.json"]],
    ["json_query", ["@", "f.json"]],
  ] as const) {
    expect(() => run(name, args, tree)).toThrow(expect.objectContaining(error));
  }
});

test("json_to_csv() refuses a file that is too large, and one that holds too much", () => {
  const large = { "/app/f.json": new Uint8Array(64 * kilobyte ** 2 + 1) };
  expect(() => run("json_to_csv", ["f.json"], large)).toThrow(
    expect.objectContaining({
      code: "INVALID_JSON",
      message: 'Cannot read "/app/f.json": it is larger than 67108864 bytes',
    }),
  );
  const full = { "/app/f.json": `[${",".repeat(8_000_000)}]` };
  expect(() => run("json_to_csv", ["f.json"], full)).toThrow(
    expect.objectContaining({
      code: "INVALID_JSON",
      message: "Cannot read JSON at line 1, column 8000000: it holds more than 8000000 values",
    }),
  );
});

test("json_to_csv() keeps __proto__ as a name, and numbers whole", () => {
  const json =
    '[{"__proto__": {"polluted": 1}, "id": 12345678901234567890}, {"constructor": -1.50}]';
  expect(run("json_to_csv", ["f.json"], { "/app/f.json": json })).toBe(
    '__proto__,id,constructor\n"{""polluted"": 1}",12345678901234567890,\n,,-1.5\n',
  );
});

test("json_to_csv() refuses as many columns as rows when the table would fill the host", () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => ({ [`key${index}`]: 1 }));
  const tree = { "/app/f.json": JSON.stringify(rows) };
  expect(() => run("json_to_csv", ["f.json"], tree)).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
});

test("json_to_yaml() refuses text that its own margin would make too large", () => {
  const lines = JSON.stringify("a\n".repeat(10_000));
  const json = "[".repeat(199) + lines + "]".repeat(199);
  expect(() => run("json_to_yaml", [json])).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
});

/** Each anchor holds the one before it nine times. */
function laughs(levels: number): string {
  const lines = Array.from({ length: levels }, (_, level) => {
    const item = level === 0 ? "lol" : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(9).fill(item).join(", ")}]`;
  });
  return lines.join("\n");
}

const merges = [
  `m: &m {${Array.from({ length: 1_000 }, (_, index) => `k${index}: 1`).join(", ")}}`,
  `n: {<<: [${Array(1_000).fill("*m").join(", ")}]}`,
].join("\n");

test.each<[string, string, string, RegExp]>([
  [
    "a billion laughs",
    laughs(9),
    "RESULT_TOO_LARGE",
    /^Cannot return the result of "yaml_to_json"/,
  ],
  [
    "aliases that nest",
    `a0: &a0 []\n${Array.from({ length: 300 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}]`).join("\n")}`,
    "INVALID_YAML",
    /line 2, column 10: it nests deeper than 200$/,
  ],
  [
    "merges of merges",
    merges,
    "INVALID_YAML",
    /line 2, column \d+: its merges take over more than 100000 keys$/,
  ],
  [
    "1e5 levels in a line",
    nested("[", "]"),
    "INVALID_YAML",
    /line 1, column 200: nesting exceeded maxDepth \(200\)$/,
  ],
  [
    "1e5 levels of dashes",
    "- ".repeat(deep),
    "INVALID_YAML",
    /line 1, column 401: nesting exceeded maxDepth \(200\)$/,
  ],
  [
    "1e5 levels of keys",
    Array.from({ length: 1_000 }, (_, n) => `${" ".repeat(n)}k:`).join("\n"),
    "INVALID_YAML",
    /line 20\d, column \d+: nesting exceeded maxDepth \(200\)$/,
  ],
  [
    "a tag that runs code",
    "!!js/function 'function () {}'",
    "INVALID_YAML",
    /the tag "!!js\/function" is not supported$/,
  ],
  [
    "a long line and a mistake",
    `a: ${"x".repeat(deep)}\n]`,
    "INVALID_YAML",
    /line 2, column \d+: /,
  ],
  [
    "a NUL",
    "a: 1\nb: \u0000",
    "INVALID_YAML",
    /line 2, column 4: null byte is not allowed in input$/,
  ],
  [
    "half a surrogate pair",
    "a: \ud800\nb: \u0001",
    "INVALID_YAML",
    /line 1, column 4: the stream contains non-printable characters$/,
  ],
  [
    "too much of it",
    "a".repeat(8 * kilobyte ** 2 + 1),
    "INVALID_YAML",
    /^Cannot read YAML: it is longer than 8388608 characters$/,
  ],
])("yaml_to_json() refuses %s", (_, yaml, code, message) => {
  expect(() => run("yaml_to_json", [yaml])).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

test("yaml_to_json() pays for what aliases make, as they make it", () => {
  const context = contextOf({}, { budget: 10_000_000 });
  expect(() => callUtility(context, "yaml_to_json", [laughs(9)])).toThrow(BudgetSpent);
});

const entities = `<!DOCTYPE r [<!ENTITY a "${"a".repeat(1_000)}"><!ENTITY b "${"&a;".repeat(1_000)}">]><r>&b;</r>`;

test.each<[string, string, RegExp]>([
  [
    "entities that expand",
    entities,
    /line 1, column \d+: a document type declaration is not supported$/,
  ],
  [
    "an external entity",
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<r>&x;</r>',
    /line 1, column \d+: a document type declaration is not supported$/,
  ],
  ["an entity of nobody", "<r>\n  &nbsp;</r>", /line 2, column 9: undefined entity$/],
  ["an entity of JavaScript", "<r>&constructor;&__proto__;</r>", /undefined entity$/],
  ["1e5 levels", nested("<a>", "</a>"), /line 1, column \d+: it nests deeper than 200$/],
  ["1e5 open elements", "<a>".repeat(deep), /line 1, column \d+: it nests deeper than 200$/],
  ["an element that does not end", "<r>\n<a>\n</r>", /line 3, column 5: unexpected close tag$/],
  ["an attribute twice", '<r a="1" a="2"/>', /line 1, column \d+: duplicate attribute: a$/],
  ["two roots", "<a/><b/>", /documents may contain only one root$/],
  ["no root", " ", /document must contain a root element$/],
  ["text outside", "<a/>x", /text data outside of root node$/],
  ["a NUL", "<a>\u0000</a>", /disallowed character$/],
  ["a NUL by number", "<a>&#0;</a>", /malformed character entity$|disallowed/],
])("xml_to_dict() refuses a document with %s", (_, xml, message) => {
  expect(() => run("xml_to_dict", [xml])).toThrow(
    expect.objectContaining({ code: "INVALID_XML", message: expect.stringMatching(message) }),
  );
});

test("xml_to_dict() keeps __proto__ as a name", () => {
  const xml = '<r __proto__="p"><__proto__ polluted="1"/><constructor>c</constructor></r>';
  expect(JSON.stringify(run("xml_to_dict", [xml]))).toBe(
    '{"r":{"@__proto__":"p","__proto__":{"@polluted":"1"},"constructor":"c"}}',
  );
});

test.each<[string, string]>([
  ["as many elements", `<r>${"<a/>".repeat(deep)}</r>`],
  ["as many attributes", `<r ${columns.map((name) => `${name}=""`).join(" ")}/>`],
])("xml_to_dict() refuses %s as would fill the host", (_, xml) => {
  expect(() => run("xml_to_dict", [xml])).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
});

test.each<[string, string, RegExp]>([
  [
    "1e5 levels",
    `a = ${"[".repeat(deep)}`,
    /line 1, column \d+: document contains excessively nested structures\. aborting\.$/,
  ],
  ["1e5 dots", `${"a.".repeat(deep)}b = 1`, /^Cannot read TOML: it nests deeper than 200$/],
  [
    "a table twice",
    "[a]\n[a]",
    /line 2, column 2: trying to redefine an already defined table or value$/,
  ],
  ["a key twice", "a = 1\na = 2", /line 2, column 1: trying to redefine/],
  [
    "a day in no calendar",
    "# 2023-02-30\na = '2023-02-30'\nb = 2023-02-30",
    /line 3, column 5: invalid date$/,
  ],
  ["infinity", "a = inf", /^Cannot write Infinity as JSON/],
  [
    "a control character",
    "a = '\u0001'",
    /line 1, column 6: control characters are not allowed in strings$/,
  ],
  [
    "too much of it",
    "#".repeat(8 * kilobyte ** 2 + 1),
    /^Cannot read TOML: it is longer than 8388608 characters$/,
  ],
])("toml_to_json() refuses %s", (_, toml, message) => {
  expect(() => run("toml_to_json", [toml])).toThrow(
    expect.objectContaining({ code: "INVALID_TOML", message: expect.stringMatching(message) }),
  );
});

test("toml_to_json() pays for integers by the square of their digits", () => {
  const spent = [10_000, 20_000, 40_000].map((digits) => {
    const context = contextOf();
    const number = "9".repeat(digits);
    expect(callUtility(context, "toml_to_json", [`a = ${number}`])).toBe(`{"a": ${number}}`);
    return context.spent();
  });
  expect(spent[2] ?? 0).toBeGreaterThan(3 * (spent[1] ?? 0));
  expect(spent[1] ?? 0).toBeGreaterThan(1.5 * (spent[0] ?? 0));
});

test("toml_to_json() keeps __proto__ as a name", () => {
  const toml = '[__proto__]\npolluted = 1\n[x."__proto__"]\ny = { __proto__ = 2 }\n';
  expect(run("toml_to_json", [toml])).toBe(
    '{"__proto__": {"polluted": 1}, "x": {"__proto__": {"y": {"__proto__": 2}}}}',
  );
});

const thousand = JSON.stringify(Array.from({ length: 1_000 }, (_, index) => index));

test.each<[string, string, string, string, RegExp]>([
  [
    "lists that double",
    Array(60).fill("[@, @][]").join(" | "),
    "[1]",
    "INVALID_QUERY",
    /it makes more than 134217728 bytes of values$/,
  ],
  [
    "text that doubles",
    Array(60).fill("join('', [@, @])").join(" | "),
    '"ab"',
    "INVALID_QUERY",
    /it makes more than 134217728 bytes of values$/,
  ],
  [
    "a tree of one list",
    Array(60).fill("[@, @]").join(" | "),
    "[1]",
    "RESULT_TOO_LARGE",
    /^Cannot return the result of "json_query"/,
  ],
  [
    "that tree as text",
    `${Array(60).fill("[@, @]").join(" | ")} | to_string(@)`,
    "[1]",
    "INVALID_QUERY",
    /it makes more than/,
  ],
  [
    "two such trees compared",
    `[${Array(50).fill("[@, @]").join("|")}, ${Array(50).fill("[@, @]").join("|")}] | [0] == [1]`,
    "1",
    "INVALID_QUERY",
    /it takes more than 8000000000 fuel$/,
  ],
  [
    "loops in loops",
    "[?$[?$[?$[?@ < `0`]]]]",
    thousand,
    "INVALID_QUERY",
    /it takes more than 8000000000 fuel$/,
  ],
  [
    "a result that nests",
    Array(100).fill("[@]").join("|"),
    `${"[".repeat(150)}${"]".repeat(150)}`,
    "INVALID_QUERY",
    /its result must be nested at most 200 deep$/,
  ],
  ["1e5 parentheses", "(".repeat(deep), "1", "INVALID_QUERY", /it is longer than 2048 characters$/],
  ["2,000 parentheses", "(".repeat(2_000), "1", "INVALID_QUERY", /it has more than 256 signs$/],
  ["many parts", "a.".repeat(1_000), "{}", "INVALID_QUERY", /it has more than 256 signs$/],
])("json_query() refuses %s", (_, expression, json, code, message) => {
  expect(() => run("json_query", [expression, { json_text: json }])).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

test("json_query() walks hundreds of parts of an expression", () => {
  expect(run("json_query", [`a${".a".repeat(256)}`, { json_text: "{}" }])).toBeNull();
});

const big = 4_000;

test.each<[string, (count: number) => readonly unknown[]]>([
  ["yaml_to_json", (count) => [`- {a: 1, b: "two", c: [x, y]}\n`.repeat(count)]],
  ["yaml_to_json", (count) => [`- &a${""}x [1]\n- *ax\n`.repeat(count)]],
  ["yaml_to_json", (count) => ["- !!str &a 1\n".repeat(count)]],
  ["json_to_yaml", (count) => [JSON.stringify(Array(count).fill({ a: 1, b: "two\nlines\n" }))]],
  ["toml_to_json", (count) => ["[[t]]\nname = 'x'\nd = 2026-01-31\n".repeat(count)]],
  ["xml_to_dict", (count) => [`<r>${'<a b="1">x &amp; y<![CDATA[z]]></a>'.repeat(count)}</r>`]],
])("%s() costs in proportion to its input: %#", (name, argsOf) => {
  const [one = 0, four = 0] = [big, 4 * big].map((count) => {
    const context = contextOf();
    callUtility(context, name, argsOf(count));
    return context.spent();
  });
  expect(four / one).toBeGreaterThan(3.8);
  expect(four / one).toBeLessThan(4.2);
});
