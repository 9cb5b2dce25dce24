/** What the functions of the module `data` must answer in every language. */

/** One expression in Python and in JavaScript, with the functions in scope. */
export interface DataVector {
  readonly title: string;
  readonly python: string;
  readonly javascript: string;
  /** As JSON; absent when the expression throws. */
  readonly result?: unknown;
  /** The names of the errors: Python's, then JavaScript's. */
  readonly throws?: readonly [python: string, javascript: string];
}

const people =
  '[{"name": "Ada", "age": 36}, {"name": "Bob", "age": 20}, {"name": "Cy", "age": 36}]';

/** The vectors, beside the examples of the functions. */
export const dataVectors: readonly DataVector[] = [
  {
    title: "group_by() keeps the order within a group",
    python: `group_by(${people}, lambda p: p["age"])`,
    javascript: `groupBy(${people}, (p) => p.age)`,
    result: {
      "20": [{ name: "Bob", age: 20 }],
      "36": [
        { name: "Ada", age: 36 },
        { name: "Cy", age: 36 },
      ],
    },
  },
  {
    title: "group_by() takes any text for a key",
    python: 'group_by(["__proto__", "constructor"], str)',
    javascript: 'groupBy(["__proto__", "constructor"], String)',
    result: JSON.parse('{"__proto__": ["__proto__"], "constructor": ["constructor"]}'),
  },
  {
    title: "group_by() takes None and booleans for keys",
    python: "group_by([0, 1], lambda n: None if n else n == 0)",
    javascript: "groupBy([0, 1], (n) => n ? null : n === 0)",
    result: { true: [0], null: [1] },
  },
  {
    title: "group_by() of nothing is empty",
    python: "group_by([], len)",
    javascript: "groupBy([], (t) => t.length)",
    result: {},
  },
  {
    title: "group_by() refuses lists for keys",
    python: "group_by([1], lambda n: [n])",
    javascript: "groupBy([1], (n) => [n])",
    throws: ["TypeError", "TypeError"],
  },
  {
    title: "group_by() lets the function's error through",
    python: "group_by([1], lambda n: [][n])",
    javascript: 'groupBy([1], () => { throw new RangeError("no") })',
    throws: ["IndexError", "RangeError"],
  },
  {
    title: "filter_by() takes what is true of itself",
    python: 'filter_by(["a", "", "b"], lambda t: t)',
    javascript: 'filterBy(["a", "", "b"], (t) => t)',
    result: ["a", "b"],
  },
  {
    title: "filter_by() takes iterators",
    python: "filter_by(iter([1, 2]), lambda n: n > 1)",
    javascript: "filterBy([1, 2].values(), (n) => n > 1)",
    result: [2],
  },
  {
    title: "map_items() calls with one argument",
    python: 'map_items(["7", "8"], int)',
    javascript: 'mapItems(["7", "8"], parseInt)',
    result: [7, 8],
  },
  {
    title: "map_items() of nothing is empty",
    python: "map_items([], str)",
    javascript: "mapItems([], String)",
    result: [],
  },
  {
    title: "sort_by() is stable",
    python: `[p["name"] for p in sort_by(${people}, lambda p: p["age"])]`,
    javascript: `sortBy(${people}, (p) => p.age).map((p) => p.name)`,
    result: ["Bob", "Ada", "Cy"],
  },
  {
    title: "sort_by() is stable when reversed",
    python: `[p["name"] for p in sort_by(${people}, lambda p: p["age"], True)]`,
    javascript: `sortBy(${people}, (p) => p.age, true).map((p) => p.name)`,
    result: ["Ada", "Cy", "Bob"],
  },
  {
    title: "sort_by() compares texts by code point",
    python: 'sort_by(["\\U0001F600", "\\uFF5E", "z", "Z", "zz", ""], str)',
    javascript: 'sortBy(["\\u{1F600}", "\\uFF5E", "z", "Z", "zz", ""], String)',
    result: ["", "Z", "z", "zz", "\uFF5E", "\u{1F600}"],
  },
  {
    title: "sort_by() compares numbers by value",
    python: "sort_by([10, 9, -1, 2.5], float)",
    javascript: "sortBy([10, 9, -1, 2.5], Number)",
    result: [-1, 2.5, 9, 10],
  },
  {
    title: "sort_by() compares lists item by item",
    python: "sort_by([[2], [1, 2], [1], [1, 1]], lambda x: x)",
    javascript: "sortBy([[2], [1, 2], [1], [1, 1]], (x) => x)",
    result: [[1], [1, 1], [1, 2], [2]],
  },
  {
    title: "sort_by() leaves its input alone",
    python: "(lambda x: [sort_by(x, abs), x])([2, -1])",
    javascript: "((x) => [sortBy(x, Math.abs), x])([2, -1])",
    result: [
      [-1, 2],
      [2, -1],
    ],
  },
  {
    title: "sort_by() refuses keys of two types",
    python: 'sort_by([1, "a"], lambda x: x)',
    javascript: 'sortBy([1, "a"], (x) => x)',
    throws: ["TypeError", "TypeError"],
  },
  {
    title: "sort_by() refuses keys without an order",
    python: "sort_by([None, None], lambda x: x)",
    javascript: "sortBy([null, null], (x) => x)",
    throws: ["TypeError", "TypeError"],
  },
  {
    title: "unique() keeps the first by a key",
    python: 'unique(["a", "B", "b", "A"], str.lower)',
    javascript: 'unique(["a", "B", "b", "A"], (t) => t.toLowerCase())',
    result: ["a", "B"],
  },
  {
    title: "unique() compares structures by what they hold",
    python: 'unique([{"a": [1], "b": 2}, {"b": 2, "a": [1]}, {"a": [2], "b": 2}, [1], ["1"], [1]])',
    javascript:
      'unique([{"a": [1], "b": 2}, {"b": 2, "a": [1]}, {"a": [2], "b": 2}, [1], ["1"], [1]])',
    result: [{ a: [1], b: 2 }, { a: [2], b: 2 }, [1], ["1"]],
  },
  {
    title: "unique() does not take one type for another",
    python: 'unique([1, True, "1", None, 0, False, "None", "null", "[1]", [1]])',
    javascript: 'unique([1, true, "1", null, 0, false, "None", "null", "[1]", [1]])',
    result: [1, true, "1", null, 0, false, "None", "null", "[1]", [1]],
  },
  {
    title: "chunk() of nothing is empty",
    python: "list(chunk([], 3))",
    javascript: "[...chunk([], 3)]",
    result: [],
  },
  {
    title: "chunk() divides evenly",
    python: 'list(chunk("abcd", 2))',
    javascript: '[...chunk("abcd", 2)]',
    result: [
      ["a", "b"],
      ["c", "d"],
    ],
  },
  {
    title: "chunk() takes only what is asked for",
    python: "(lambda i: [next(chunk(i, 2)), next(i)])(iter([1, 2, 3]))",
    javascript: "((i) => [chunk(i, 2).next().value, i.next().value])([1, 2, 3].values())",
    result: [[1, 2], 3],
  },
  {
    title: "chunk() refuses a size at once",
    python: "chunk([1], 0)",
    javascript: "chunk([1], 0)",
    throws: ["ValueError", "RangeError"],
  },
];
