/** Small JavaScript programs. Each prints one line, with `print`. */

/** A program and what it must print. */
export interface Script {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly answer: string;
}

/** The programs: calls, objects and strings, a sort. */
export const scripts: readonly Script[] = [
  {
    name: "js-calls",
    title: "the 24th Fibonacci number by recursion in QuickJS",
    source: "const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)); print(fib(24));",
    answer: "46368\n",
  },
  {
    name: "js-strings",
    title: "counting 60,000 words in QuickJS",
    source: `const counts = new Map();
      for (let i = 0; i < 60000; i += 1) {
        const word = "w" + ((i * 7919) % 997);
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
      print([...counts].map(([word, n]) => word + n).sort().join("").length);`,
    answer: "5872\n",
  },
  {
    name: "js-sort",
    title: "sorting 40,000 numbers in QuickJS",
    source: `let x = 1;
      const next = () => (x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff);
      const sorted = Array.from({ length: 40000 }, next).sort((a, b) => a - b);
      print(sorted[20000]);`,
    answer: "1076789833\n",
  },
];
