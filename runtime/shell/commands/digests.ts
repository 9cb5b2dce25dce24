/** `md5sum`, `sha1sum`, `sha256sum` …: checksums of files. */
import { callUtility } from "../../../utils-lib/index.ts";
import { createFileSystem } from "../../../vfs/index.ts";
import { errorText } from "../error-text.ts";
import { fromLatin1 } from "../latin1.ts";
import { type CommandCall, linesOf, type OwnCommand, textOf } from "./command-call.ts";
import { readOptions } from "./options.ts";

const algorithms = ["md5", "sha1", "sha256", "sha512"];

/** The commands. */
export const digests: readonly OwnCommand[] = algorithms.map((algorithm) => ({
  name: `${algorithm}sum`,
  help: `Usage: ${algorithm}sum [-c] [-bt] [--quiet] [--status] [FILE]...\nWrite or check checksums of files.`,
  run(call) {
    const options = readOptions(call.args, {
      flags: "bctqsz",
      long: { binary: "b", check: "c", text: "t", quiet: "q", status: "s", tag: "z" },
    });
    if (options.has("c")) return checkSums(call, algorithm, options);
    const files = options.operands.length === 0 ? ["-"] : options.operands;
    for (const given of files) {
      try {
        call.writeText(`${digest(call, algorithm, given)}  ${given}\n`);
      } catch (error) {
        call.complain(`${given}: ${errorText(error)}`);
      }
    }
    return undefined;
  },
}));

function checkSums(
  call: CommandCall,
  algorithm: string,
  options: ReturnType<typeof readOptions>,
): number {
  let wrong = 0;
  let unreadable = 0;
  for (const list of options.operands.length === 0 ? ["-"] : options.operands) {
    for (const line of linesOf(call.read(list)).map(textOf)) {
      const [, sum, name] = /^([0-9a-fA-F]+) [ *](.+)$/.exec(line) ?? [];
      if (sum === undefined || name === undefined) continue;
      let result = "OK";
      try {
        if (digest(call, algorithm, name) !== sum.toLowerCase()) result = "FAILED";
      } catch (error) {
        call.complain(`${name}: ${errorText(error)}`);
        result = "FAILED open or read";
        unreadable += 1;
      }
      if (result === "FAILED") wrong += 1;
      const isShown = !options.has("s") && !(options.has("q") && result === "OK");
      if (isShown) call.writeText(`${name}: ${result}\n`);
    }
  }
  if (unreadable > 0 && !options.has("s")) {
    call.complain(
      `WARNING: ${unreadable} listed file${unreadable > 1 ? "s" : ""} could not be read`,
    );
  }
  if (wrong > 0 && !options.has("s")) {
    call.complain(`WARNING: ${wrong} computed checksum${wrong > 1 ? "s" : ""} did NOT match`);
  }
  return wrong + unreadable > 0 ? 1 : 0;
}

function digest(call: CommandCall, algorithm: string, given: string): string {
  if (given !== "-") {
    return String(callUtility(call.utilities(), "checksum", [call.path(given), algorithm]));
  }
  const fs = createFileSystem().sync;
  fs.writeFile("/stdin", fromLatin1(call.stdin));
  return String(
    callUtility({ ...call.utilities(), fs, cwd: "/" }, "checksum", ["/stdin", algorithm]),
  );
}
