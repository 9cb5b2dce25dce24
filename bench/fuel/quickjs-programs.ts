/** Seven JavaScript programs. Each is the body of a function that returns a number or a string. */
import type { WorkloadProgram } from "./workload.ts";

/** A program and its source. */
export interface ScriptProgram extends WorkloadProgram {
  readonly source: string;
}

/** The programs: 5 to 20 milliseconds each in QuickJS. */
export const quickJsPrograms: readonly ScriptProgram[] = [
  {
    name: "fib",
    title: "calls: Fibonacci by recursion",
    answer: "75025",
    source: `const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
      return fib(25);`,
  },
  {
    name: "loop",
    title: "integers: a loop",
    answer: "950017697",
    source: `let x = 1;
      for (let i = 0; i < 200000; i += 1) x = (x * 31 + i) | 0;
      return x;`,
  },
  {
    name: "sort",
    title: "a sort with a callback",
    answer: "1088926330",
    source: `let seed = 1;
      const next = () => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff);
      const sorted = Array.from({ length: 16000 }, next).sort((a, b) => a - b);
      return sorted[8000];`,
  },
  {
    name: "json",
    title: "JSON: parse and stringify",
    answer: "69864",
    source: `const row = { id: 1, name: "Grace Hopper", tags: ["a", "b"], at: { x: 1.5, y: null } };
      const rows = Array.from({ length: 40 }, (_, id) => ({ ...row, id }));
      let length = 0;
      for (let i = 0; i < 24; i += 1) length += JSON.stringify(JSON.parse(JSON.stringify(rows))).length;
      return length;`,
  },
  {
    name: "regex",
    title: "regular expressions: replace and match",
    answer: "158400",
    source: `const text = "order 66 shipped 2026-11-20 to ada@example.org, total 12.50 EUR. ".repeat(40);
      let found = 0;
      for (let i = 0; i < 60; i += 1) {
        found += text.replace(/(\\d+)-(\\d+)-(\\d+)/g, (_, y, m, d) => d + "." + m + "." + y).length;
        found += (text.match(/[a-z]+@[a-z]+\\.[a-z]+/g) ?? []).length;
      }
      return found;`,
  },
  {
    name: "words",
    title: "strings and a map: counting words",
    answer: "5872",
    source: `const counts = new Map();
      for (let i = 0; i < 30000; i += 1) {
        const word = "w" + ((i * 7919) % 997);
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
      return [...counts].map(([word, n]) => word + n).sort().join("").length;`,
  },
  {
    name: "float",
    title: "floating point: a sum of roots",
    answer: "629929550",
    source: `let sum = 0;
      for (let i = 1; i < 100000; i += 1) sum += Math.sqrt(i) / (i + 0.5);
      return Math.round(sum * 1e6);`,
  },
];
