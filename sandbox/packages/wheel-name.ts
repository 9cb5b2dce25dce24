/** What the names of packages and of wheels say. */

/** The name as it is compared, https://peps.python.org/pep-0503/#normalized-names. */
export function normalizeName(name: string): string {
  return name.replace(/[-_.]+/g, "-").toLowerCase();
}

/** Whether `name` can be a package's, https://peps.python.org/pep-0508/#names. */
export function isPackageName(name: string): boolean {
  return name.length <= 100 && /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name);
}

/** The parts of a wheel's file name. */
export interface WheelName {
  /** Normalized. */
  readonly name: string;
  readonly version: string;
  /** Whether any Python 3 on any machine can use it. */
  readonly isPure: boolean;
}

/** Takes a file name apart, https://peps.python.org/pep-0427/#file-name-convention. Undefined when it is none of a wheel. */
export function parseWheelName(fileName: string): WheelName | undefined {
  if (!/^[\w.!+-]{1,250}\.whl$/.test(fileName)) return undefined;
  const parts = fileName.slice(0, -".whl".length).split("-");
  const [name = "", version = ""] = parts;
  if (parts.length < 5 || parts.length > 6 || !isPackageName(name) || version === "") {
    return undefined;
  }
  return { name: normalizeName(name), version, isPure: isPureTag(parts.slice(-3).join("-")) };
}

/** Whether a tag such as `py2.py3-none-any` is that of Python alone. */
export function isPureTag(tag: string): boolean {
  const [pythons = "", abi, platform] = tag.split("-");
  return abi === "none" && platform === "any" && /(?:^|\.)(?:py|cp)3(?:\d*)(?:\.|$)/.test(pythons);
}
