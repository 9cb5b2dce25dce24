/** `--profile [FILE]`: where the fuel of a run went, as text, or in a file. */
import { writeFileSync } from "node:fs";
import { profileToSvg } from "../sandbox/profile-svg.ts";
import type { RunResult } from "../sandbox/result.ts";
import type { CommandIo } from "./command-io.ts";
import { profileReport } from "./profile-report.ts";
import { attemptWith } from "./program-file.ts";

/** What stands for text on standard error. */
const asText = "-";

/** What follows the option of `run` and `exec` is its value only if it is the name of an `.svg` or `.json` file, and not FILE. */
export function withProfileFiles(argv: readonly string[]): readonly string[] {
  if (argv[0] !== "run" && argv[0] !== "exec") return argv;
  return argv.flatMap((arg, index) => {
    if (argv[index - 1] === "--profile" && isTarget(arg)) return [];
    if (arg !== "--profile") return [arg];
    const next = argv[index + 1] ?? "";
    return [`--profile=${isTarget(next) ? next : asText}`];
  });
}

/** Writes the profile to where the option says. Throws `UsageError` when the file cannot be written. */
export function writeProfile(
  { profile }: Pick<RunResult, "profile">,
  target: string,
  { json, stderr }: Pick<CommandIo, "stderr"> & { readonly json: boolean },
): void {
  if (profile === undefined) {
    stderr.write("fuelbox: Warning: there is no profile of a run whose worker had to be ended\n");
    return;
  }
  if (target === asText) {
    // It is in the result.
    if (!json) stderr.write(profileReport(profile));
    return;
  }
  const content = target.endsWith(".svg")
    ? profileToSvg(profile)
    : `${JSON.stringify(profile, undefined, 2)}\n`;
  attemptWith("write", target, () => writeFileSync(target, content));
}

function isTarget(arg: string): boolean {
  return /\.(?:svg|json)$/.test(arg) && !arg.startsWith("-");
}
