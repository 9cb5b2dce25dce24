/** What the JavaScript engine runs. */

/** How a program is read: `auto` decides by its syntax, as Node does for `.js`. */
export type JavaScriptKind = "module" | "commonjs" | "auto";

/** A program as source text. */
export interface JavaScriptProgram {
  readonly source: string;
  /** Absolute guest path: `argv[1]`, `import.meta.url`, stack traces. Relative imports start at it. */
  readonly path: string;
  /** Default: by the ending of `path`: `.mjs` and `.mts` are modules, `.cjs` and `.cts` are CommonJS, all else `auto`. */
  readonly kind?: JavaScriptKind;
  /** `process.argv`. Default: Node's path, the program's, and what follows its name in the kernel's arguments. */
  readonly argv?: readonly string[];
}

/** The kind that a path's ending stands for. */
export function kindOfPath(path: string): JavaScriptKind {
  if (/\.m[jt]s$/.test(path)) return "module";
  return /\.c[jt]s$/.test(path) ? "commonjs" : "auto";
}
