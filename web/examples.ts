/** The examples: what a language model is asked to write, ready to run. */
import type { LanguageId } from "./languages.ts";

/** A program with its files. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly language: LanguageId;
  /** Empty for a module, which is among the files. */
  readonly code: string;
  /** By their paths in /app. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** Every file below `examples/`. */
const sources: Readonly<Record<string, string>> = import.meta.glob("./examples/*/*", {
  query: "?raw",
  import: "default",
  eager: true,
});

const table: readonly (readonly [
  id: string,
  language: LanguageId,
  title: string,
  about: string,
])[] = [
  ["sales-report", "python", "Sales report", "Groups a CSV file and writes a report"],
  ["chart", "python", "Chart as SVG", "Draws a picture that you can look at"],
  [
    "mandelbrot",
    "python",
    "Mandelbrot as PNG",
    "Makes a PNG with nothing but the standard library",
  ],
  [
    "failing-requests",
    "javascript",
    "Failing requests",
    "Finds the errors in a log and sums them up as JSON",
  ],
  [
    "word-count",
    "javascript",
    "Word count",
    "Counts the words of a text, for which it uses the utilities",
  ],
  ["invoices", "typescript", "Invoices", "Checks records against their types and adds them up"],
  ["access-log", "shell", "Access log", "A pipe of grep, cut, sort and uniq"],
  ["toolbox", "shell", "Three languages", "A script that starts Python and JavaScript programs"],
  ["endless", "javascript", "Endless loop", "Ends when its fuel is used up; watch the gauge"],
  ["hello-wasm", "wasm", "WebAssembly", "A WASI module of 150 bytes"],
];

/** All examples, in the order of the list. */
export const examples: readonly Example[] = table.map(([id, language, title, about]) => {
  const start = `./examples/${id}/`;
  const own = Object.entries(sources).filter(([path]) => path.startsWith(start));
  const isMain = ([path]: readonly [string, string]): boolean => path.startsWith(`${start}main.`);
  const files = own
    .filter((entry) => !isMain(entry))
    .map(([path, text]) => fileOf(path.slice(start.length), text));
  return {
    id,
    title,
    about,
    language,
    code: own.find(isMain)?.[1] ?? "",
    files: Object.fromEntries(files),
  };
});

/** What is no text stands there in base64. */
function fileOf(name: string, text: string): [path: string, content: string | Uint8Array] {
  if (!name.endsWith(".base64")) return [`/app/${name}`, text];
  const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  return [`/app/${name.slice(0, -".base64".length)}`, bytes];
}
