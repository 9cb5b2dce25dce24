/** Writes the files that jobs work on to a directory of the disk, each when it is first needed. */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { csvText, jsonText, xmlText, yamlText } from "../corpus-tables.ts";
import { changedTexts, logText, treeFiles, unsortedText } from "../corpus-text.ts";
import type { CorpusName } from "./jobs.ts";

/** The path of a file or tree of the corpus in `directory`, where it is now. */
export function writeCorpus(directory: string, name: CorpusName): string {
  const path = join(directory, name);
  if (existsSync(path)) return path;
  const content = makers[name]();
  const unfinished = `${path}.unfinished`;
  if (typeof content === "string") writeFileSync(unfinished, content);
  else {
    for (const [file, text] of content) {
      mkdirSync(join(unfinished, file, ".."), { recursive: true });
      writeFileSync(join(unfinished, file), text);
    }
  }
  renameSync(unfinished, path);
  return path;
}

/** How many bytes lie at a path of the corpus. */
export function corpusBytes(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  const files = readdirSync(path, { recursive: true, encoding: "utf8" });
  return files.reduce((sum, file) => {
    const { size, isFile } = fileStat(join(path, file));
    return isFile ? sum + size : sum;
  }, 0);
}

function fileStat(path: string): { readonly size: number; readonly isFile: boolean } {
  const stat = statSync(path);
  return { size: stat.size, isFile: stat.isFile() };
}

const makers: Readonly<Record<CorpusName, () => string | ReadonlyMap<string, string>>> = {
  "log-1m": logText,
  "log-4m": () => logText().repeat(4),
  "log-100m": () => logText().repeat(100),
  "sort-1m": () => unsortedText(2 ** 20, 5_000),
  "sort-16m": () => unsortedText(2 ** 24, 4_000_000),
  before: () => changedTexts()[0],
  after: () => changedTexts()[1],
  "evil-50k": () => `${"a".repeat(50_000)}!\n`,
  "evil-100k": () => `${"a".repeat(100_000)}!\n`,
  tree: () => treeFiles(100),
  "table-10k.csv": () => csvText(10_000),
  "table-1m.csv": () => csvText(1_000_000),
  "rows-10k.json": () => jsonText(10_000),
  "rows-100k.json": () => jsonText(100_000),
  "small.yaml": () => yamlText(2_000),
  "large.yaml": () => yamlText(20_000),
  "items.xml": () => xmlText(20_000),
};
