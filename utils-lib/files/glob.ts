/**
 * Glob patterns: `*` and `?` within a name, `[abc]`, `[a-z]`, `[!abc]`, `{one,two}`, and `**` for
 * any number of directories. Names that begin with a dot are matched like all others.
 */
import { RE2JS } from "re2js";
import { UtilityError } from "../utility-error.ts";

/** A compiled pattern. */
export interface Glob {
  /** How deep a path that matches can lie: 1 is the start itself. */
  readonly maxDepth: number;
  /** Size of the regular expression that a path is tried on; 0 when it takes none. */
  readonly instructions: number;
  /** Whether a file matches; `relativePath` ends with `name`. */
  matches(relativePath: string, name: string): boolean;
}

/** The longest pattern, in characters. */
const maxGlobLength = 1_024;

/**
 * Compiles `pattern`, which names files relative to a start directory. With `recursive` the
 * pattern may begin at any depth, as if `**` and a slash stood before it.
 *
 * @throws {UtilityError} `INVALID_PATTERN` when it is empty, absolute, too long or has a `..`.
 */
export function compileGlob(pattern: string, recursive: boolean): Glob {
  const text = pattern.replace(/^(?:\.\/+)+/, "");
  const reason = whyInvalid(text);
  if (reason !== undefined) throw invalid(pattern, reason);
  if (!text.includes("/") && !text.includes("**")) {
    const maxDepth = recursive ? Infinity : 1;
    const plain = compilePlain(text);
    if (plain !== undefined)
      return { maxDepth, instructions: 0, matches: (_, name) => plain(name) };
    const regex = compileRegex(text);
    return {
      maxDepth,
      instructions: regex.programSize(),
      matches: (_, name) => regex.testExact(name),
    };
  }
  const regex = compileRegex(recursive ? `**/${text}` : text);
  const isUnbounded = recursive || text.includes("**") || text.includes("{");
  return {
    maxDepth: isUnbounded ? Infinity : text.split("/").length,
    instructions: regex.programSize(),
    matches: (relativePath) => regex.testExact(relativePath),
  };
}

function invalid(pattern: string, reason: string): UtilityError {
  const shown = JSON.stringify(pattern.slice(0, 80));
  return new UtilityError("INVALID_PATTERN", `Cannot find ${shown}: ${reason}`);
}

function whyInvalid(pattern: string): string | undefined {
  if (pattern === "") return "the pattern must not be empty";
  if (pattern.length > maxGlobLength) {
    return `the pattern must not be longer than ${maxGlobLength} characters`;
  }
  if (pattern.startsWith("/")) return "the pattern must be relative to the path";
  if (pattern.split("/").includes("..")) return 'the pattern must not contain ".."';
  return undefined;
}

/** Most patterns are a name, or a star and an ending, and need no regular expression. */
function compilePlain(pattern: string): ((name: string) => boolean) | undefined {
  if (pattern === "*") return () => true;
  if (!/[*?[{]/.test(pattern)) return (name) => name === pattern;
  const ending = pattern.slice(1);
  if (!pattern.startsWith("*") || /[*?[{]/.test(ending)) return undefined;
  return (name) => name.endsWith(ending);
}

/** Cannot fail: a pattern of the longest length nests less deeply than RE2 allows. */
function compileRegex(text: string): RE2JS {
  return RE2JS.compile(globSource(text), RE2JS.DOTALL);
}

/** Translates a glob to a regular expression, in one pass. */
function globSource(pattern: string): string {
  const closing = matchingBraces(pattern);
  let source = "";
  let depth = 0;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === "*") {
      let end = index;
      while (pattern.charAt(end) === "*") end++;
      // Within braces, an alternative begins and ends a name too.
      const boundaries = depth > 0 ? "/{,}" : "/";
      const [before, after] = [pattern.charAt(index - 1), pattern.charAt(end)];
      const isComponent = boundaries.includes(before) && boundaries.includes(after);
      if (end - index >= 2 && isComponent) {
        // Before a slash, "no directory at all" has to match without that slash.
        source += after === "/" ? "(?:.*/)?" : ".*";
        index = after === "/" ? end : end - 1;
      } else {
        source += "[^/]*";
        index = end - 1;
      }
    } else if (character === "?") source += "[^/]";
    else if (character === "[") {
      const end = classEnd(pattern, index);
      source += end === -1 ? "\\[" : classSource(pattern.slice(index + 1, end));
      if (end !== -1) index = end;
    } else if (character === "{" && closing.has(index)) {
      source += "(?:";
      depth++;
    } else if (character === "}" && closing.has(index)) {
      source += ")";
      depth--;
    } else if (character === "," && depth > 0) source += "|";
    else source += RE2JS.quote(character);
  }
  return source;
}

/** The positions of braces that have a partner; the others stand for themselves. */
function matchingBraces(pattern: string): ReadonlySet<number> {
  const matched = new Set<number>();
  const open: number[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === "[") index = Math.max(index, classEnd(pattern, index));
    else if (character === "{") open.push(index);
    else if (character === "}") {
      const start = open.pop();
      if (start !== undefined) matched.add(start).add(index);
    }
  }
  return matched;
}

/** The position of the bracket that ends the class at `start`, or -1. A first `]` is a member. */
function classEnd(pattern: string, start: number): number {
  let first = start + 1;
  if ("!^".includes(pattern.charAt(first)) && pattern.charAt(first) !== "") first++;
  const end = pattern.indexOf("]", first + 1);
  const slash = pattern.indexOf("/", start);
  return slash !== -1 && slash < end ? -1 : end;
}

function classSource(members: string): string {
  const isNegated = members.startsWith("!") || members.startsWith("^");
  const items = [...(isNegated ? members.slice(1) : members)];
  let ranges = "";
  for (let index = 0; index < items.length; index++) {
    const low = items[index] ?? "";
    const high = items[index + 2];
    if (items[index + 1] === "-" && high !== undefined) {
      // A range that ends before it begins has no members, as in Python's fnmatch.
      ranges += rangeWithoutSlash(codePoint(low), codePoint(high));
      index += 2;
    } else ranges += escaped(codePoint(low));
  }
  if (isNegated) return `[^/${ranges}]`;
  return ranges === "" ? "[^\\x{0}-\\x{10FFFF}]" : `[${ranges}]`;
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** A class never matches the slash between directories, even if a range of it does. */
function rangeWithoutSlash(low: number, high: number): string {
  const slash = 0x2f;
  if (low > high) return "";
  if (low > slash || high < slash) return `${escaped(low)}-${escaped(high)}`;
  return rangeWithoutSlash(low, slash - 1) + rangeWithoutSlash(slash + 1, high);
}

function escaped(point: number): string {
  return `\\x{${point.toString(16)}}`;
}
