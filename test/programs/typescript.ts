/** TypeScript programs whose output and fuel are the same everywhere. */
import type { EqualityProgram } from "./program.ts";

export const typescriptPrograms: readonly EqualityProgram[] = [
  {
    name: "typescript-classes",
    typescript: `
      enum Level { Low = 1, High = Low << 3 }
      abstract class Shape {
        constructor(readonly name: string, protected sides: number = 3) {}
        abstract area(): number;
        toString(): string { return this.name + ":" + this.area().toFixed(2) + "/" + this.sides; }
      }
      class Square extends Shape {
        constructor(private side: number) { super("square", 4); }
        override area(): number { return this.side ** 2; }
      }
      console.log(Level.High, Level[1], String(new Square(1.5)), Object.keys(new Square(2)));
    `,
  },
  {
    name: "typescript-types",
    files: { "orders.json": '[{"id":1,"lines":[{"price":2.5,"n":4}]},{"id":2,"lines":[]}]' },
    typescript: `
      import { readFileSync } from "node:fs";
      interface Line { readonly price: number; n: number }
      type Order = { id: number; lines: Line[]; note?: string };
      const orders = JSON.parse(readFileSync("/app/typescript-types/orders.json", "utf8")) as Order[];
      const total = <T extends { lines: Line[] }>({ lines }: T): number =>
        lines.reduce((sum, { price, n }) => sum + price * n!, 0);
      const isEmpty = (order: Order): order is Order & { lines: [] } => order.lines.length === 0;
      function pick(id: number): Order; function pick(id: string): undefined;
      function pick(id: number | string): Order | undefined { return orders.find((o) => o.id === id); }
      const settings = { deep: { kind: "x" as const } } satisfies Record<string, object>;
      console.log(orders.map(total), orders.filter(isEmpty).map((o) => o.id), pick(2)?.note ?? settings);
    `,
  },
  {
    name: "typescript-sync",
    typescript: `
      type Task<T> = () => Promise<T>;
      const inOrder = async <T,>(tasks: readonly Task<T>[]): Promise<T[]> => {
        const done: T[] = [];
        for (const task of tasks) done.push(await task());
        return done;
      };
      const later = (n: number): Task<number> => () => new Promise((r) => setTimeout(r, n, n * 2));
      console.log(await inOrder([3, 1, 2].map(later)));
    `,
  },
  { name: "typescript-error", typescript: "const n: number = 1;\nconsole.log(n\n" },
];
