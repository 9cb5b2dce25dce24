/** Files of any size for each utility, to see how its cost grows. */
import { exampleFiles, type JsonValue } from "../../utils-lib/index.ts";
import type { VectorFile } from "./vector.ts";

/** A call of a utility, and the files that it is about. */
export interface Workload {
  readonly files: Readonly<Record<string, VectorFile>>;
  readonly args: readonly JsonValue[];
}

/** Makes a workload of `units`: each is 32 bytes of text, or a directory of five files. */
export type MakeWorkload = (units: number) => Workload;

/** Lines of 32 bytes; each line is told apart by its number. */
function lines(units: number, ending = "brown fox jumps over it"): string {
  return Array.from({ length: units }, (_, index) => `${number(index)} ${ending}\n`).join("");
}

function number(index: number): string {
  return String(index).padStart(7, "0");
}

function onFile(content: (units: number) => string, ...args: readonly JsonValue[]): MakeWorkload {
  return (units) => ({ files: { "/app/in": content(units) }, args });
}

function onText(content: (units: number) => string, ...rest: readonly JsonValue[]): MakeWorkload {
  return (units) => ({ files: {}, args: [content(units), ...rest] });
}

function onTree(...args: readonly JsonValue[]): MakeWorkload {
  return (units) => ({
    files: Object.fromEntries<VectorFile>([
      ["/app/tree", null],
      ...Array.from(
        { length: 5 * units },
        (_, index) =>
          [`/app/tree/${number(Math.floor(index / 5))}/${number(index)}.txt`, "text\n"] as const,
      ),
    ]),
    args,
  });
}

function onExamples(...args: readonly JsonValue[]): MakeWorkload {
  return () => ({ files: exampleFiles, args });
}

const csv = (units: number): string =>
  `number,letter,name\n${Array.from({ length: units }, (_, index) => `${number(index)},a,brown fox jumps over\n`).join("")}`;
const json = (units: number): string =>
  `[${Array.from({ length: units }, (_, index) => `{"n": "${number(index)}", "b": "abcdef"}`).join()}]`;
const record = (units: number): string =>
  `{${Array.from({ length: units }, (_, index) => `"key ${number(index)}": "a text 9"`).join()}}`;
const yaml = (units: number): string =>
  Array.from({ length: units }, (_, index) => `- n: "${number(index)}"\n  b: abcdefghij\n`).join(
    "",
  );
const toml = (units: number): string =>
  Array.from({ length: units }, (_, index) => `k${number(index)} = "abcdefghijklmno"\n`).join("");
const xml = (units: number): string =>
  `<all>${Array.from({ length: units }, (_, index) => `<one n="${number(index)}">abcdef</one>`).join("")}</all>`;

/** Those whose cost grows in a straight line with the bytes that they read, by name. */
export const byteWorkloads: Readonly<Record<string, MakeWorkload>> = {
  base64: onFile(lines, "in"),
  cat: onFile(lines, "in"),
  checksum: onFile(lines, "in"),
  cp: onFile(lines, "in", "out"),
  csv_to_json: onFile(csv, "in"),
  cut: onFile(lines, "in", { fields: "2", delimiter: " " }),
  echo: onText(lines, "out"),
  grep: onFile(lines, "fox [a-z]+ over", "in"),
  head: (units) => ({ files: { "/app/in": lines(units) }, args: ["in", units] }),
  json_query: onFile(json, "length(@)", "in"),
  json_to_csv: onFile(json, "in"),
  json_to_yaml: onText(json),
  load_state: onFile(record, "in"),
  nl: onFile(lines, "in"),
  paste: onFile(lines, ["in", "in"]),
  save_state: (units) => ({ files: {}, args: [JSON.parse(record(units)), "out"] }),
  sed: (units) => ({ files: {}, args: ["fox", "cow", lines(units)] }),
  tail: (units) => ({ files: { "/app/in": lines(units) }, args: ["in", units] }),
  toml_to_json: onText(toml),
  tr: onFile(lines, "in", "a-z", "A-Z"),
  uniq: onFile(lines, "in"),
  update_state: (units) => ({ files: { "/app/in": record(units) }, args: [{ a: 1 }, "in"] }),
  wc: onFile(lines, "in"),
  xml_to_dict: onText(xml),
  yaml_to_json: onText(yaml),
};

/** Those whose cost grows in a straight line with the files that they visit. */
export const treeWorkloads: Readonly<Record<string, MakeWorkload>> = {
  copy_tree: onTree("tree", "copy"),
  du: onTree("tree"),
  find: onTree("*.txt", "tree"),
  ls: onTree("tree"),
  remove_tree: onTree("tree"),
  rm: onTree("tree", { recursive: true }),
  tree: onTree("tree"),
  walk: onTree("tree"),
};

/** Those whose cost does not grow with a file, or not in a straight line. */
export const otherWorkloads: Readonly<Record<string, MakeWorkload>> = {
  chmod: onExamples("notes.txt", "600"),
  diff: (units) => ({
    files: { "/app/a": lines(units), "/app/b": lines(units, "brown cow jumps over it") },
    args: ["a", "b"],
  }),
  ln: onExamples("notes.txt", "link"),
  mkdir: onExamples("a/b/c"),
  mv: onExamples("notes.txt", "done.txt"),
  realpath: onExamples("src/../notes.txt"),
  sort: onFile((units) => lines(units).split("\n").reverse().join("\n"), "in"),
  stat: onExamples("notes.txt"),
  touch: onExamples("new"),
};
