/** The languages of programs, as the page offers them. */

/** What a program can be. */
export type LanguageId = "python" | "javascript" | "typescript" | "shell" | "wasm";

/** A language as the page shows it. */
export interface Language {
  readonly id: LanguageId;
  readonly label: string;
  /** Of files that hold such programs. */
  readonly extensions: readonly string[];
}

/** All of them, in the order of the switch. */
export const languages: readonly Language[] = [
  { id: "python", label: "Python", extensions: [".py"] },
  { id: "javascript", label: "JavaScript", extensions: [".mjs", ".js", ".cjs"] },
  { id: "typescript", label: "TypeScript", extensions: [".ts", ".mts", ".cts"] },
  { id: "shell", label: "Shell", extensions: [".sh", ".bash"] },
  { id: "wasm", label: "Wasm", extensions: [".wasm"] },
];

/** The language of that name; undefined when it is none. */
export function findLanguage(id: string | null | undefined): Language | undefined {
  return languages.find((language) => language.id === id);
}

/** The language of a file, by its name; undefined when it is none. */
export function languageOfFile(name: string): Language | undefined {
  const lower = name.toLowerCase();
  return languages.find(({ extensions }) => extensions.some((end) => lower.endsWith(end)));
}
