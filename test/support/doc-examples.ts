/** Finds the examples in doc comments and in pages: every fenced block of TypeScript or JavaScript. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One example. */
export interface DocExample {
  /** Where it stands, as `file:line`. */
  readonly place: string;
  /** `guest` runs inside a sandbox; the others run in Node against the built package. */
  readonly language: "ts" | "js" | "guest";
  readonly code: string;
}

const rooms = ["wasm", "vfs", "utils-lib", "runtime", "worker", "sandbox", "cli"];

/** The examples of the rooms' doc comments (after `@example`), of README.md and of docs/. */
export function findExamples(root: string): readonly DocExample[] {
  const list = (folder: string, ending: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter((path) => path.endsWith(ending) && !path.endsWith(".test.ts"))
      .filter((path) => !path.includes("generated"))
      .sort();
  const sources = rooms.flatMap((room) => list(room, ".ts"));
  const pages = ["README.md", ...list("docs", ".md")];
  const text = (path: string) => readFileSync(join(root, path), "utf8");
  return [
    ...sources.flatMap((path) => commentExamples(path, text(path))),
    ...pages.flatMap((path) => blocks(path, text(path), 1)),
  ];
}

/** The blocks of the doc comments that have an `@example`. */
export function commentExamples(path: string, source: string): readonly DocExample[] {
  return [...source.matchAll(/^ *\/\*\*$[\s\S]*?\*\/$/gm)].flatMap((comment) => {
    const at = comment[0].indexOf("@example");
    if (at < 0) return [];
    const line = lineOf(source, comment.index + at);
    const lines = comment[0].slice(at).split("\n");
    return blocks(path, lines.map((one) => one.replace(/^ *\* ?/, "")).join("\n"), line);
  });
}

/** The fenced blocks of a page whose first line is line `firstLine` of `path`. */
export function blocks(path: string, page: string, firstLine: number): readonly DocExample[] {
  return [...page.matchAll(/^```(?<info>(?:ts|js)\b.*)\n(?<code>[\s\S]*?)^```/gm)].map((block) => {
    const info = block.groups?.["info"] ?? "";
    return {
      place: `${path}:${firstLine + lineOf(page, block.index) - 1}`,
      language: info.includes("guest") ? "guest" : info.startsWith("ts") ? "ts" : "js",
      code: block.groups?.["code"] ?? "",
    };
  });
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
