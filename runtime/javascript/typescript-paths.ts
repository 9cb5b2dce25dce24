/** Which files are TypeScript, and which of them an import means that does not say it. */

/** Whether the file at `path` is transformed before it runs. */
export function isTypeScript(path: string): boolean {
  return /\.[cm]?ts$/.test(path);
}

const endings = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"];

/**
 * What an import in TypeScript may mean besides `path` itself, in order: the file that `path` is
 * compiled from, the file without its ending, the index of a directory.
 */
export function typeScriptCandidates(path: string): readonly string[] {
  const compiled = /^(.*)\.([cm]?)js$/.exec(path);
  const sources = compiled === null ? [] : [`${compiled[1]}.${compiled[2]}ts`];
  const completed = endings.map((ending) => path + ending);
  return [...sources, ...completed, `${path}/index.ts`, `${path}/index.js`];
}
