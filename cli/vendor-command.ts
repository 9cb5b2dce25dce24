/** The command `fuelbox vendor`: what it is asked for. */
import type { Command } from "commander";
import type { Limits } from "../sandbox/limits.ts";
import { parseDuration, parseFuel, parseSize } from "./quantities.ts";
import { UsageError } from "./usage-error.ts";

/** Packages to put into a folder, or a folder to check. Host paths are as typed. */
export interface VendorCommand {
  /** Wheels, directories of wheels, and requirements such as `attrs>=23`. */
  readonly sources: readonly string[];
  /** Directories in which wheels are looked for. */
  readonly from: readonly string[];
  readonly out: string;
  /** Whether to check the folder and change nothing. */
  readonly check: boolean;
  /** What the import of one package may use. */
  readonly limits: Limits;
}

/** What this command asks for. */
export type VendorInvocation = { readonly kind: "vendor"; readonly options: VendorCommand };

/** What the first import of the largest pure packages takes, with room to spare. */
const importLimits = { fuel: 20_000_000_000, memoryBytes: 256 * 2 ** 20, timeoutMs: 120_000 };

/** Adds the command to `program`. `args`: what stands after `--`. `take` gets what is asked for. */
export function addVendorCommand(
  program: Command,
  args: readonly string[],
  take: (invocation: VendorInvocation) => void,
): void {
  program
    .command("vendor")
    .description("Check Python packages and put them into a folder for sandboxes")
    .usage("[options] NAME|WHEEL|DIR...")
    .argument("[SOURCES...]", "names of packages, wheels, or directories of wheels")
    .option("--from <DIR>", "look for wheels there", (text, all: string[]) => [...all, text], [])
    .option("--out <DIR>", "the folder", "vendor")
    .option("--check", "check the folder as it is, and change nothing")
    .option("--fuel <N>", "fuel that one import may use (default: 20e9)", parseFuel)
    .option("--memory <SIZE>", "memory that one import may have (default: 256m)", parseSize)
    .option("--timeout <DURATION>", "time that one import may take (default: 120s)", parseDuration)
    .addHelpText("after", vendorHelp)
    .action((sources: readonly string[], flags: VendorFlags) => {
      if (args[0] !== undefined) {
        throw new UsageError(`Cannot take "${args[0]}": fuelbox vendor has nothing after --`);
      }
      take({ kind: "vendor", options: toVendorCommand(sources, flags) });
    });
}

const vendorHelp = `
Takes wheels of pure Python from the directories given by --from and from those named; nothing is
downloaded. Each is checked, imported in a sandbox and listed in manifest.json with the fuel of its
first import. Packages that others need come along.

Examples:
  pip download --only-binary=:all: --dest wheels tabulate python-dateutil
  fuelbox vendor tabulate python-dateutil --from wheels
  fuelbox vendor wheels --out packages
  fuelbox vendor --check
  fuelbox run report.py --packages vendor
`;

interface VendorFlags {
  readonly from: readonly string[];
  readonly out: string;
  readonly check?: boolean;
  readonly fuel?: number;
  readonly memory?: number;
  readonly timeout?: number;
}

function toVendorCommand(sources: readonly string[], flags: VendorFlags): VendorCommand {
  const { from, out, check = false, fuel, memory, timeout } = flags;
  if (check && sources[0] !== undefined) {
    throw new UsageError(`Cannot check "${sources[0]}": --check takes a folder by --out`);
  }
  if (!check && sources.length === 0) {
    throw new UsageError("Name packages, such as: fuelbox vendor tabulate --from wheels");
  }
  const limits: Limits = {
    fuel: fuel ?? importLimits.fuel,
    memoryBytes: memory ?? importLimits.memoryBytes,
    timeoutMs: timeout ?? importLimits.timeoutMs,
  };
  return { sources, from, out, check, limits };
}
