/** Whether a requirement's marker holds in the sandbox, https://peps.python.org/pep-0508/#environment-markers. */
import { satisfies } from "./version.ts";

/** The Python that runs here. */
export const pythonVersion = "3.14.2";

/** What markers see. No extra is asked for. */
export const environment: ReadonlyMap<string, string> = new Map([
  ["python_version", pythonVersion.split(".").slice(0, 2).join(".")],
  ["python_full_version", pythonVersion],
  ["implementation_name", "cpython"],
  ["implementation_version", pythonVersion],
  ["platform_python_implementation", "CPython"],
  ["os_name", "posix"],
  ["sys_platform", "emscripten"],
  ["platform_system", "Emscripten"],
  ["platform_machine", "wasm32"],
  ["platform_release", "5.0.3"],
  ["platform_version", "#1"],
  ["extra", ""],
]);

/** Whether `marker` holds; an empty one does. Throws RangeError for what is no marker. */
export function holds(marker: string): boolean {
  if (marker.trim() === "") return true;
  const tokens = tokenize(marker);
  let position = 0;
  const take = (token: string): boolean => {
    if (tokens[position] !== token) return false;
    position += 1;
    return true;
  };
  const value = (): string => {
    const token = tokens[position] ?? "";
    position += 1;
    if (/^["']/.test(token)) return token.slice(1, -1);
    const known = environment.get(token);
    if (known === undefined) throw wrong(marker);
    return known;
  };
  const atom = (depth: number): boolean => {
    if (depth > maxDepth) throw wrong(marker);
    if (take("(")) {
      const inner = either(depth + 1);
      if (!take(")")) throw wrong(marker);
      return inner;
    }
    const left = value();
    const operator = tokens[position] ?? "";
    position += 1;
    const negated = operator === "not" && take("in");
    return compare(left, negated ? "not in" : operator, value(), marker);
  };
  // Both sides are read in any case: what stands after the operator is taken off the tokens.
  const both = (depth: number): boolean => {
    let result = atom(depth);
    while (take("and")) result = atom(depth) && result;
    return result;
  };
  const either = (depth: number): boolean => {
    let result = both(depth);
    while (take("or")) result = both(depth) || result;
    return result;
  };
  const result = either(0);
  if (position !== tokens.length) throw wrong(marker);
  return result;
}

const maxDepth = 20;

function tokenize(marker: string): readonly string[] {
  const tokens = marker.match(/"[^"]*"|'[^']*'|===|[=!~<>]=|[<>()]|\w+(?:\.\w+)*|\S/g);
  return tokens ?? [];
}

function compare(left: string, operator: string, right: string, marker: string): boolean {
  if (operator === "in") return right.includes(left);
  if (operator === "not in") return !right.includes(left);
  if (!/^(?:===|[=!~<>]=|<|>)$/.test(operator)) throw wrong(marker);
  if (/^\d/.test(left) && /^\d/.test(right)) return satisfies(left, operator + right);
  if (operator === "!=") return left !== right;
  // Texts have no order that conditions speak of.
  return operator.startsWith("==") && left === right;
}

function wrong(marker: string): RangeError {
  return new RangeError(`it has "${marker}" as a condition, which is none`);
}
