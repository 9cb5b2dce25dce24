import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";

function query(expression: string, json: unknown): unknown {
  const args = [expression, { json_text: JSON.stringify(json) }];
  return callUtility(contextOf(), "json_query", args);
}

const people = [
  { name: "Ada", age: 36, tags: ["x", "y"], home: { city: "London" } },
  { name: "Grace", age: 85, tags: ["y"], home: { city: "New York" } },
  { name: "Alan", age: 41, tags: [], home: null },
];

test.each<[string, unknown, unknown]>([
  ["@", { a: 1 }, { a: 1 }],
  ["a", { a: null }, null],
  ["a.b.c", { a: { b: { c: 1 } } }, 1],
  ["a.b", { a: [1] }, null],
  ['"a b"."ü"', { "a b": { ü: 1 } }, 1],
  ["[0].name", people, "Ada"],
  ["[-1].name", people, "Alan"],
  ["[9]", people, null],
  ["[0]", "text", null],
  ["[*].home.city", people, ["London", "New York"]],
  ["[].tags[]", people, ["x", "y", "y"]],
  ["[*].tags[0]", people, ["x", "y"]],
  ["*.a", { x: { a: 1 }, y: { a: 2 }, z: 3 }, [1, 2]],
  ["*", [1], null],
  ["[]", { a: 1 }, null],
  ["[?age > `40`].name", people, ["Grace", "Alan"]],
  ["[?age >= `36` && age <= `41`].name", people, ["Ada", "Alan"]],
  ["[?!home].name", people, ["Alan"]],
  ["[?name == 'Ada' || age < `42`].age", people, [36, 41]],
  ["[?home != `null`].name | [0]", people, "Ada"],
  ['[?tags == `["y"]`].name', people, ["Grace"]],
  ['[?home == `{"city": "London"}`].name', people, ["Ada"]],
  ["[?name > 'B']", people, []],
  ["[?a]", { a: 1 }, null],
  ["[:2].name", people, ["Ada", "Grace"]],
  ["[::-1].age", people, [41, 85, 36]],
  ["[-2:].age", people, [85, 41]],
  ["[5:1:-1]", [0, 1, 2, 3], [3, 2]],
  ["[1:3]", "aé😀b", "é😀"],
  ["[::2]", 1, null],
  ["[0].[name, age]", people, ["Ada", 36]],
  ["[0].{n: name, c: home.city}", people, { n: "Ada", c: "London" }],
  ["missing.[a]", {}, null],
  ["a || b || 'c'", { a: "", b: [] }, "c"],
  ["a && b", { a: {}, b: 1 }, {}],
  ["a ? 'yes' : 'no'", { a: 0 }, "yes"],
  ["a + b * `2` - `1`", { a: 1, b: 2 }, 4],
  ["a / b", { a: 1, b: 4 }, 0.25],
  ["a // b", { a: -7, b: 2 }, -4],
  ["a % b", { a: 7, b: 4 }, 3],
  ["-a", { a: 5 }, -5],
  ["+a", { a: 5 }, 5],
  ["let $n = a in b[?@ > $n]", { a: 2, b: [1, 2, 3] }, [3]],
  ["b[*].{x: @, n: $.a}", { a: 2, b: [1] }, [{ x: 1, n: 2 }]],
  ["abs(@)", -1.5, 1.5],
  ["avg(@)", [1, 2, 6], 3],
  ["avg(@)", [], null],
  ["[ceil(@), floor(@)]", 1.5, [2, 1]],
  [
    "[contains(a, 'b'), contains(b, `[1]`), contains(a, `1`)]",
    { a: "abc", b: [[1]] },
    [true, true, false],
  ],
  ["[starts_with(@, 'ab'), ends_with(@, 'bc'), ends_with(@, 'x')]", "abc", [true, true, false]],
  ["join(', ', @)", ["a", "b"], "a, b"],
  ["keys(@)", { b: 1, a: 2 }, ["b", "a"]],
  ["values(@)", { b: 1, a: 2 }, [1, 2]],
  ["items(@)", { b: 1 }, [["b", 1]]],
  [
    "from_items(@)",
    [
      ["a", 1],
      ["__proto__", 2],
    ],
    JSON.parse('{"a": 1, "__proto__": 2}'),
  ],
  ["[length(a), length(b), length(c)]", { a: "a😀", b: [1, 2, 3], c: { x: 1 } }, [2, 3, 1]],
  ["map(&age, @)", people, [36, 85, 41]],
  ["[max(@), min(@), sum(@)]", [3, 1, 2], [3, 1, 6]],
  ["[max(@), min(@)]", ["a", "\u{ffff}", "😀", ""], ["😀", ""]],
  ["max(@)", [], null],
  ["[max_by(@, &age).name, min_by(@, &name).name]", people, ["Grace", "Ada"]],
  ["merge(@, {b: `3`})", { a: 1, b: 2 }, { a: 1, b: 3 }],
  ["not_null(a, b, c)", { b: 1, c: 2 }, 1],
  ["not_null(a)", {}, null],
  ["reverse(@)", [1, 2], [2, 1]],
  ["reverse(@)", "a😀", "😀a"],
  ["sort(@)", [10, 9, 1], [1, 9, 10]],
  ["sort(@)", ["b", "😀", "\uffee", "a", "ab"], ["a", "ab", "b", "\uffee", "😀"]],
  ["sort_by(@, &age)[].name", people, ["Ada", "Alan", "Grace"]],
  [
    "sort_by(@, &a)[].b",
    [
      { a: 1, b: 1 },
      { a: 0, b: 2 },
      { a: 1, b: 3 },
    ],
    [2, 1, 3],
  ],
  [
    "group_by(@, &k)",
    [{ k: "x" }, { k: "__proto__" }],
    JSON.parse('{"x": [{"k": "x"}], "__proto__": [{"k": "__proto__"}]}'),
  ],
  ["[to_array(@), to_array(`[1]`)]", 1, [[1], [1]]],
  [
    "[to_number(a), to_number(b), to_number(c), to_number(d), to_number(`2`)]",
    { a: "1.5", b: "x", c: null, d: "1e999" },
    [1.5, null, null, null, 2],
  ],
  ["[to_string(a), to_string(b)]", { a: "x", b: { c: [1, null] } }, ["x", '{"c":[1,null]}']],
  [
    "[type(a), type(b), type(c), type(d), type(e), type(f)]",
    { a: 1, b: "", c: [], d: {}, e: true, f: null },
    ["number", "string", "array", "object", "boolean", "null"],
  ],
  ["[lower(@), upper(@), trim(@)]", " Ab ", [" ab ", " AB ", "Ab"]],
  ["split(@, ',')", "a,b,,c", ["a", "b", "", "c"]],
  [
    "zip(a, b)",
    { a: [1, 2, 3], b: ["x", "y"] },
    [
      [1, "x"],
      [2, "y"],
    ],
  ],
  ["__proto__", {}, null],
  ["constructor", {}, null],
  ["toString", "x", null],
  ["{__proto__: a}", { a: 1 }, JSON.parse('{"__proto__": 1}')],
  ["map(&@, @)", [{ expref: true, type: "Root" }], [{ expref: true, type: "Root" }]],
])("json_query(%j) of %j gives %j", (expression, json, expected) => {
  expect(query(expression, json)).toEqual(expected);
});

test.each([
  ["", /^Cannot parse the query "": /],
  ["a.", /^Cannot parse the query "a\.": /],
  ["a[", /^Cannot parse the query "a\[": /],
  ["[?a", /^Cannot parse the query /],
  ["a b", /^Cannot parse the query /],
  [
    "`{`",
    /^Cannot parse the query "`{`": unexpected end of JSON input or invalid format for a JSON literal: `$/,
  ],
  ["nope(@)", /^Cannot run the query: there is no function "nope"$/],
  ["constructor(@)", /^Cannot run the query: there is no function "constructor"$/],
  ["abs(@)", /^Cannot run the query: abs\(\) takes a number as argument 1, got object$/],
  ["abs(`1`, `2`)", /^Cannot run the query: abs\(\) takes 1 arguments, got 2$/],
  ["not_null()", /^Cannot run the query: not_null\(\) takes at least 1 arguments, got 0$/],
  ["map(a, b)", /takes an expression as argument 1, got null$/],
  ["map(&a, b)", /takes an array as argument 2, got null$/],
  ['sum(`[1, "a"]`)', /takes an array of numbers as argument 1, got array$/],
  ["join('', `[1]`)", /takes an array of strings as argument 2, got array$/],
  ['sort(`[1, "a"]`)', /takes an array of numbers or of strings as argument 1, got array$/],
  ['sort_by(`[{"a": 1}, {"a": "x"}]`, &a)', /gives numbers and strings$/],
  ['sort_by(`[{"a": null}]`, &a)', /gives neither a number nor a string$/],
  ['group_by(`[{"a": 1}]`, &a)', /groups by strings, not by numbers$/],
  ["from_items(`[[1]]`)", /takes pairs of a string and a value$/],
  ["from_items(`[1]`)", /takes an array of arrays as argument 1, got array$/],
  ["keys(`[]`)", /takes an object as argument 1, got array$/],
  ["split('a', '')", /takes a separator that is not empty$/],
  ["`[1]`[::0]", /the step of a slice is 0$/],
  ["`1` / `0`", /a result is no finite number$/],
  ["'a' + `1`", /arithmetic takes numbers, got string$/],
  ["sum(`[1e308, 1e308]`)", /a result is no finite number$/],
  ["$x", /nothing is bound to "\$?x"$/],
  ["&a", /an expression reference is no value$/],
  ["type(&a)", /takes data as argument 1, got expression$/],
])("json_query(%j) is refused with %s", (expression, message) => {
  expect(() => query(expression, {})).toThrow(
    expect.objectContaining({ code: "INVALID_QUERY", message: expect.stringMatching(message) }),
  );
});

test("json_query() reads a file or a text, not both and not neither", () => {
  const context = contextOf({ "/app/a.json": '\ufeff{"a": [1]}' });
  expect(callUtility(context, "json_query", ["a[0]", "a.json"])).toBe(1);
  const wrong = 'Cannot call "json_query": one of json_file and json_text must be given';
  expect(() => callUtility(context, "json_query", ["a"])).toThrow(new TypeError(wrong));
  const both = ["a", "a.json", "{}"];
  expect(() => callUtility(context, "json_query", both)).toThrow(new TypeError(wrong));
  expect(context.fs.usage().openFiles).toBe(0);
});

const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `n${id % 100}`, n: [1, 2] }));

test.each([
  "[*].id",
  "[?id > `10`].name",
  "sort_by(@, &name)[].id",
  "[].n[]",
  "group_by(@, &name)",
  "map(&to_string(@), @)",
])("json_query(%j) costs twice as much for twice as much", (expression) => {
  const [one = 0, two = 0] = [10_000, 20_000].map((count) => {
    const context = contextOf();
    const json_text = JSON.stringify(rows.slice(0, count));
    callUtility(context, "json_query", [expression, { json_text }]);
    return context.spent();
  });
  expect(two / one).toBeGreaterThan(1.9);
  expect(two / one).toBeLessThan(2.2);
});
