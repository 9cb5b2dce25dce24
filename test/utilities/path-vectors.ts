/** Paths as vectors: every path that a utility takes, in every way out of `/app`, and where nothing is. */
import { exampleFiles, type JsonValue, type UtilityRow, utilities } from "../../utils-lib/index.ts";
import type { UtilityVector } from "./vector.ts";

const files = {
  ...exampleFiles,
  "/app/out": { link: "/etc/passwd" },
  "/app/up": { link: "../etc" },
  "/app/away": { link: "/app2" },
} as const;

/** Paths that lead out, whatever is done with what they name. */
const escapes = [
  "/etc/passwd",
  "/",
  "/app/../etc",
  "../etc/passwd",
  "src/../../etc",
  "/app2/x",
  "/application",
  "//etc//passwd",
  "up/passwd",
  "/app/away/x",
] as const;

/** Parameters that name a directory's entry, be it a symlink or not: the link itself is inside. */
const entryParameters: readonly string[] = ["remove_tree.path", "rm.path", "mv.src", "ln.target"];

/** One vector for each path parameter of each utility and each way out. */
export const pathVectors: readonly UtilityVector[] = Object.values<UtilityRow>({
  ...utilities,
}).flatMap((row) =>
  row.parameters
    .filter(({ path }) => path === true)
    .flatMap(({ name, type }) => {
      const isEntry = entryParameters.includes(`${row.name}.${name}`);
      const paths = isEntry ? escapes : [...escapes, "out"];
      return paths.flatMap((path) => {
        const given: readonly JsonValue[] =
          type === "strings" ? [path, ["notes.txt", path]] : [path];
        return given.map((value) => ({
          utility: row.name,
          args: callWith(row, name, value),
          files,
          error: "PATH_ESCAPE_ATTEMPT",
          message: `Path must be within /app: ${path}`,
        }));
      });
    }),
);

/** What is not there. */
const missing = "none/none";

/** What some give for a path where nothing is; all others fail with ENOENT. */
const resultsOfMissing: Readonly<Record<string, JsonValue>> = {
  "find.path": [],
  "grep.files": [],
  "ls.path": [],
  "tree.path": "",
  "walk.path": [],
  "load_state.filename": {},
  "realpath.path": "/app/none/none",
  "mkdir.path": null,
  "copy_tree.dst": null,
};

/** One vector for each path parameter of each utility, where nothing is. */
export const missingVectors: readonly UtilityVector[] = Object.values<UtilityRow>({
  ...utilities,
}).flatMap((row) =>
  row.parameters
    .filter(({ path }) => path === true)
    .map(({ name }) => {
      const call = { utility: row.name, args: callWith(row, name, missing) };
      const result = resultsOfMissing[`${row.name}.${name}`];
      return result === undefined ? { ...call, error: "ENOENT" } : { ...call, result };
    }),
);

/** The arguments of the row's example, with `value` for one parameter. */
function callWith(row: UtilityRow, name: string, value: JsonValue): readonly JsonValue[] {
  const { parameters, example } = row;
  const last = example.args.at(-1);
  const lastType = parameters[example.args.length - 1]?.type;
  const hasOptions = isOptions(last) && lastType !== "record" && lastType !== "value";
  const named: Record<string, JsonValue> = hasOptions ? { ...last } : {};
  const positional = hasOptions ? example.args.slice(0, -1) : example.args;
  const variadic = parameters.findIndex((parameter) => parameter.variadic === true);
  positional.forEach((item, index) => {
    const parameter = parameters[variadic === -1 ? index : Math.min(index, variadic)];
    if (parameter === undefined) return;
    named[parameter.name] = parameter.variadic === true ? positional.slice(variadic) : item;
  });
  named[name] = value;
  // Structured data must stand in its place, or it would be taken for the names of arguments.
  const required = parameters.filter((parameter) => parameter.default === undefined);
  const inPlace = required.map((parameter) => named[parameter.name] ?? []);
  const rest = Object.entries(named).filter(([key]) => !required.some((one) => one.name === key));
  return rest.length === 0 ? inPlace : [...inPlace, Object.fromEntries(rest)];
}

function isOptions(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
