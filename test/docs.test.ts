/** Every example in a doc comment, in README.md and in docs/ compiles and runs. */
import { fork, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocks, commentExamples, type DocExample, findExamples } from "./support/doc-examples.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const examples = findExamples(root);
/** What the compiler says against an example. */
const wrong = new Map<string, string>();
/** How each example ended: `undefined` when it ran through. */
const endings = new Map<string, string | undefined>();

// Below the root, so that the examples find the package by its own name.
mkdirSync(join(root, "generated"), { recursive: true });
const folder = mkdtempSync(join(root, "generated", "docs-"));

beforeAll(async () => {
  examples.forEach((example, index) => {
    writeFileSync(join(folder, sourceName(example, index)), `${example.code}\nexport {};\n`);
  });
  compile();
  await runAll();
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("there are examples to run", () => {
  expect(examples.length).toBeGreaterThan(10);
  expect(examples.some(({ place }) => place.startsWith("README.md"))).toBe(true);
});

test.each(examples.map((example, index) => ({ ...example, index })))("$place runs", (example) => {
  const name = builtName(example, example.index);
  expect(wrong.get(name)).toBeUndefined();
  expect(endings.has(name), "the example was reached").toBe(true);
  expect(endings.get(name)).toBeUndefined();
});

test("commentExamples() takes blocks after @example only, and counts lines", () => {
  const source = [
    "/**",
    " * A sentence.",
    " * ```ts",
    " * notAnExample();",
    " * ```",
    " */",
    "/**",
    " * Another.",
    " * @example",
    " * ```ts",
    " * one();",
    " *   two();",
    " * ```",
    " */",
  ].join("\n");
  expect(commentExamples("a.ts", source)).toEqual([
    { place: "a.ts:10", language: "ts", code: "one();\n  two();\n" },
  ]);
});

test("blocks() takes TypeScript, JavaScript and guests, and nothing else", () => {
  const page =
    "# Page\n```sh\nls\n```\n```js\na();\n```\n```js guest\nb();\n```\n```json\n{}\n```\n";
  expect(blocks("p.md", page, 1)).toEqual([
    { place: "p.md:5", language: "js", code: "a();\n" },
    { place: "p.md:8", language: "guest", code: "b();\n" },
  ]);
});

function sourceName({ language }: DocExample, index: number): string {
  return `${index}.${{ ts: "mts", js: "mjs", guest: "guest.mjs" }[language]}`;
}

function builtName({ language }: DocExample, index: number): string {
  return `${index}.${language === "guest" ? "guest.mjs" : "mjs"}`;
}

/** Checks the types too, against the declarations that users get. */
function compile(): void {
  const compilerOptions = {
    noEmit: false,
    rootDir: ".",
    outDir: "built",
    allowJs: true,
    declaration: false,
    isolatedDeclarations: false,
    noUnusedLocals: false,
    // Users have "strict"; what the house asks beyond it is not theirs.
    noPropertyAccessFromIndexSignature: false,
    noUncheckedIndexedAccess: false,
    exactOptionalPropertyTypes: false,
    types: ["node"],
  };
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions,
    include: ["*.mts", "*.mjs"],
    exclude: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  if (status === 0) return;
  for (const line of stdout.split("\n")) {
    const found = /(?<index>\d+)\.(?:mts|mjs|guest\.mjs)(?<what>\(.*)/.exec(line)?.groups;
    const example = examples[Number(found?.["index"])];
    if (example === undefined) continue;
    const name = builtName(example, Number(found?.["index"]));
    wrong.set(name, `${wrong.get(name) ?? ""}${found?.["what"]}\n`);
  }
  if (wrong.size === 0) throw new Error(`Cannot compile the examples:\n${stdout}`);
}

async function runAll(): Promise<void> {
  const runner = fileURLToPath(new URL("support/run-examples.mjs", import.meta.url));
  const built = join(folder, "built");
  const paths = examples.map((example, index) => join(built, builtName(example, index)));
  const child = fork(runner, paths, { stdio: ["ignore", "ignore", "pipe", "ipc"], execArgv: [] });
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  child.on("message", ({ path, error }: { path: string; error?: string }) => {
    endings.set(basename(path), error);
  });
  await new Promise((ended) => child.on("close", ended));
  const next = paths[endings.size];
  if (next !== undefined) endings.set(basename(next), `The process ended here: ${complaint}`);
}
