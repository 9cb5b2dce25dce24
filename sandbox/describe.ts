/** What a language model must know to write programs for a sandbox, on one page. */
import { describeUtilities } from "../utils-lib/index.ts";
import type { FullLimits } from "./limits.ts";

/** A package by its name. */
export interface NamedPackage {
  readonly name: string;
  readonly version: string;
}

/** The page, for runs within `limits`: fewer than 1,500 tokens. */
export function describeSandbox(
  limits: FullLimits,
  packages: readonly NamedPackage[] = [],
): string {
  const { fuel, fuelWarning, memoryBytes, timeoutMs, stdoutBytes, stderrBytes } = limits;
  return `You can run programs in a sandbox.

Guests: Python 3.14 with its standard library; JavaScript and TypeScript, ES modules on QuickJS with
most of Node's fs, path, buffer, stream, readline, crypto, url, util and events; bash scripts; WASI
programs (.wasm). subprocess and child_process start python3, node, shell commands and modules of the
sandbox. No network, no threads, ${describePackages(packages)}, no processes of
the host. The program and its imports live in /app, which stays between runs and is the working
directory; /tmp is private to a run. Nothing else can be seen. Print results: stdout and stderr come
back.

Limits of a run: ${count(fuel)} fuel (about one for each Wasm instruction, so some hundreds for a
simple statement), ${Math.floor(memoryBytes / 2 ** 20)} MiB memory, ${timeoutMs / 1_000} s, ${count(stdoutBytes)} bytes of stdout, ${count(stderrBytes)} of stderr. A run
that passes one ends as out-of-fuel (exit code 152), out-of-memory (137), timed-out (124); files
written until then stay.${warning(fuelWarning)}

${describeUtilities()}`;
}

function warning(share: number): string {
  if (share === 0) return "";
  return `\nPython raises FuelWarning, a kind of KeyboardInterrupt, when ${Math.round(share * 100)} % of the fuel is used.`;
}

/** More names would make the page longer than it may be. */
const maxNames = 15;

function describePackages(packages: readonly NamedPackage[]): string {
  if (packages.length === 0) return "no packages to install";
  const names = packages.slice(0, maxNames).map(({ name, version }) => `${name} ${version}`);
  const rest = packages.length - names.length;
  const more = rest > 0 ? [`${rest} more in importlib.metadata.distributions()`] : [];
  return `no packages to install but what Python has here (${[...names, ...more].join(", ")})`;
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
