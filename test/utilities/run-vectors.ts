/** Runs vectors behind the three doors: the host's, and those of guests that the caller runs. */
import {
  callUtility,
  exampleFiles,
  type JsonRecord,
  type JsonValue,
  type UtilityContext,
  type UtilityRow,
  utilities,
} from "../../utils-lib/index.ts";
import { createFileSystem, FsError, type SyncFileSystem } from "../../vfs/index.ts";
import { javascriptRunner } from "./guest-javascript.ts";
import { pythonRunner } from "./guest-python.ts";
import type { UtilityVector, VectorFile, VectorOutcome } from "./vector.ts";

/** Runs a program with text on stdin, and answers its stdout. */
export type RunGuest = (source: string, stdin: string) => Promise<string>;

const rows: readonly UtilityRow[] = Object.values(utilities);

/** The files of the examples are as old as 2025. */
const exampleModified = Object.fromEntries(
  Object.keys(exampleFiles).map((path) => [path, 1_735_689_600]),
);

/** The example of each utility of a module, as a vector. */
export function exampleVectors(module: UtilityRow["module"]): readonly UtilityVector[] {
  return rows
    .filter((row) => row.module === module)
    .map(({ name, example }) => ({ utility: name, ...example }));
}

/** Runs a vector on the host. */
export function runOnHost(vector: UtilityVector): VectorOutcome {
  const context = createContext(vector);
  const { fs } = context;
  const after = () =>
    Object.fromEntries(Object.keys(vector.after ?? {}).map((path) => [path, look(fs, path)]));
  try {
    const result = callUtility(context, vector.utility, vector.args);
    return { result: JSON.parse(JSON.stringify(result)), after: after() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code: unknown = Reflect.get(error, "code");
    const known = error instanceof TypeError ? "INVALID_ARGUMENT" : error.name;
    return {
      error: typeof code === "string" ? code : known,
      message: error.message,
      after: after(),
    };
  }
}

/** Runs all vectors in one JavaScript program. */
export async function runInJavaScript(
  vectors: readonly UtilityVector[],
  run: RunGuest,
): Promise<readonly VectorOutcome[]> {
  const calls = vectors.map((vector) => ({
    ...describeTree(vector),
    name: rowOf(vector).camelCaseName,
    args: vector.args,
  }));
  return JSON.parse(await run(javascriptRunner, JSON.stringify(calls)));
}

/** Runs all vectors in one Python program. */
export async function runInPython(
  vectors: readonly UtilityVector[],
  run: RunGuest,
): Promise<readonly VectorOutcome[]> {
  const calls = vectors.map((vector) => ({
    ...describeTree(vector),
    name: vector.utility,
    ...splitArguments(vector),
  }));
  return JSON.parse(await run(pythonRunner, JSON.stringify(calls)));
}

/** What a vector asks for, to compare with an outcome. */
export function expectedOutcome(vector: UtilityVector, outcome: VectorOutcome): VectorOutcome {
  const { result, error, message, after = {} } = vector;
  if (error === undefined) return { result: result ?? null, after };
  return { error, message: message ?? outcome.message ?? "", after };
}

/** A context over the files of a vector. */
export function createContext({
  files = exampleFiles,
  modified = files === exampleFiles ? exampleModified : {},
}: Omit<UtilityVector, "utility" | "args">): UtilityContext {
  const fs = createFileSystem().sync;
  fs.mkdir("/app");
  for (const [path, content] of Object.entries(files)) build(fs, path, content);
  for (const [path, seconds] of Object.entries(modified)) {
    fs.utimes(path, { mtimeNs: BigInt(seconds) * 1_000_000_000n });
  }
  return { fs, cwd: "/app", root: "/app", charge() {} };
}

function rowOf({ utility }: UtilityVector): UtilityRow {
  const row = rows.find(({ name }) => name === utility);
  if (row === undefined) throw new Error(`There is no utility "${utility}"`);
  return row;
}

function describeTree({
  files = exampleFiles,
  modified = files === exampleFiles ? exampleModified : {},
  after = {},
}: UtilityVector): object {
  return { files, modified, after: Object.keys(after) };
}

/** Python has keywords where JavaScript has an object at the end. */
function splitArguments(vector: UtilityVector): {
  args: readonly JsonValue[];
  keywords: JsonRecord;
} {
  const { args } = vector;
  const last = args.at(-1);
  const type = rowOf(vector).parameters[args.length - 1]?.type;
  const isData = type === "value" || type === "record";
  if (typeof last !== "object" || last === null || isArray(last) || isData) {
    return { args, keywords: {} };
  }
  return { args: args.slice(0, -1), keywords: last };
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function build(fs: SyncFileSystem, path: string, content: VectorFile): void {
  const parts = path.split("/").slice(1);
  const folders = content === null ? parts : parts.slice(0, -1);
  folders.reduce((parent, name) => {
    const directory = `${parent}/${name}`;
    if (!fs.exists(directory)) fs.mkdir(directory);
    return directory;
  }, "");
  if (content === null) return;
  if (typeof content === "string") fs.writeFile(path, new TextEncoder().encode(content));
  else if ("link" in content) fs.symlink(content.link, path);
  else
    fs.writeFile(
      path,
      Uint8Array.from(atob(content.base64), (text) => text.charCodeAt(0)),
    );
}

function look(fs: SyncFileSystem, path: string): string | null {
  try {
    if (fs.stat(path).type === "directory") return "<directory>";
    return new TextDecoder().decode(fs.readFile(path));
  } catch (error) {
    if (error instanceof FsError) return null;
    throw error;
  }
}
