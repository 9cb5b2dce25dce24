/** The lines that were typed, kept in a file from one time to the next. */
import { readFileSync, writeFileSync } from "node:fs";
import { attemptWith } from "./program-file.ts";

/** So many lines are kept. */
export const maxHistory = 1_000;

/** The lines in `file`, the newest first; none when there is no such file. */
export function readHistory(file: string): readonly string[] {
  const text = attemptWith("read", file, () => {
    try {
      return readFileSync(file, "utf8");
    } catch (error) {
      if (error instanceof Error && Reflect.get(error, "code") === "ENOENT") return "";
      throw error;
    }
  });
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.slice(-maxHistory).reverse();
}

/** Writes `lines`, the newest first. Nobody else may read them: they may hold secrets. */
export function writeHistory(file: string, lines: readonly string[]): void {
  const kept = lines.slice(0, maxHistory).toReversed();
  const text = kept.map((line) => `${line}\n`).join("");
  attemptWith("write", file, () => writeFileSync(file, text, { mode: 0o600 }));
}
