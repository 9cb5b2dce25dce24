/** What documents and doors need to know of the functions that take functions, which stay with their caller. */

/** One function of the module `data`. */
export interface DataFunction {
  /** snake_case. */
  readonly name: string;
  /** The name in JavaScript and TypeScript. */
  readonly camelCaseName: string;
  /** One sentence. */
  readonly summary: string;
  /** Its parameters and result, as each language writes them. */
  readonly typescript: string;
  readonly python: string;
  /** The same in Python without types of items, for whoever pays by the word. */
  readonly short: string;
  /** A call in each language, and its result as JSON. */
  readonly example: {
    readonly python: string;
    readonly javascript: string;
    readonly result: string;
  };
}

/** The functions of the module `data`. */
export const dataFunctions: readonly DataFunction[] = [
  {
    name: "group_by",
    camelCaseName: "groupBy",
    summary: "Collects items under their key, in their order.",
    typescript: "groupBy(items: Iterable<T>, keyFunc: (item: T) => GroupKey): Record<string, T[]>",
    python:
      "group_by(items: Iterable[Any], key_func: Callable[[Any], Any]) -> dict[Any, list[Any]]",
    short: "group_by(items, key_func) -> dict",
    example: {
      python: 'group_by(["apple", "bean", "avocado"], lambda word: word[0])',
      javascript: 'groupBy(["apple", "bean", "avocado"], (word) => word[0])',
      result: '{"a":["apple","avocado"],"b":["bean"]}',
    },
  },
  {
    name: "filter_by",
    camelCaseName: "filterBy",
    summary: "Gives the items for which a function gives something true.",
    typescript: "filterBy(items: Iterable<T>, predicate: (item: T) => unknown): T[]",
    python: "filter_by(items: Iterable[Any], predicate: Callable[[Any], Any]) -> list[Any]",
    short: "filter_by(items, predicate) -> list",
    example: {
      python: "filter_by([1, 2, 3, 4], lambda n: n % 2 == 0)",
      javascript: "filterBy([1, 2, 3, 4], (n) => n % 2 === 0)",
      result: "[2,4]",
    },
  },
  {
    name: "map_items",
    camelCaseName: "mapItems",
    summary: "Gives what a function makes of each item.",
    typescript: "mapItems(items: Iterable<T>, transform: (item: T) => R): R[]",
    python: "map_items(items: Iterable[Any], transform: Callable[[Any], Any]) -> list[Any]",
    short: "map_items(items, transform) -> list",
    example: {
      python: "map_items([1, 2, 3], lambda n: n * n)",
      javascript: "mapItems([1, 2, 3], (n) => n * n)",
      result: "[1,4,9]",
    },
  },
  {
    name: "sort_by",
    camelCaseName: "sortBy",
    summary: "Sorts items by a key; those with equal keys stay in their order.",
    typescript: "sortBy(items: Iterable<T>, keyFunc: (item: T) => SortKey, reverse = false): T[]",
    python:
      "sort_by(items: Iterable[Any], key_func: Callable[[Any], Any], reverse: bool = False) -> list[Any]",
    short: "sort_by(items, key_func, reverse=False) -> list",
    example: {
      python: 'sort_by(["bb", "a", "cc"], len, reverse=True)',
      javascript: 'sortBy(["bb", "a", "cc"], (text) => text.length, { reverse: true })',
      result: '["bb","cc","a"]',
    },
  },
  {
    name: "unique",
    camelCaseName: "unique",
    summary: "Gives the first item of each value, or of each value of a key.",
    typescript: "unique(items: Iterable<T>, key?: (item: T) => unknown): T[]",
    python: "unique(items: Iterable[Any], key: Callable[[Any], Any] | None = None) -> list[Any]",
    short: "unique(items, key=None) -> list",
    example: {
      python: "unique([3, 1, 3, 2, 1])",
      javascript: "unique([3, 1, 3, 2, 1])",
      result: "[3,1,2]",
    },
  },
  {
    name: "chunk",
    camelCaseName: "chunk",
    summary: "Divides items into lists of so many each, made as they are asked for.",
    typescript: "chunk(items: Iterable<T>, size: number): IterableIterator<T[]>",
    python: "chunk(items: Iterable[Any], size: int) -> Iterator[list[Any]]",
    short: "chunk(items, size) -> Iterator[list]",
    example: {
      python: "list(chunk([1, 2, 3, 4, 5], 2))",
      javascript: "[...chunk([1, 2, 3, 4, 5], 2)]",
      result: "[[1,2],[3,4],[5]]",
    },
  },
];
