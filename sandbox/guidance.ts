/** What to do about the mistakes that programs, and models that write them, make most. */
import type { GuestFault, Outcome } from "../runtime/index.ts";

/** Help for one kind of mistake. */
export interface Guidance {
  readonly type: GuidanceType;
  /** What to do, best first. */
  readonly actions: readonly string[];
  /** Pages of the documentation, by their paths in the package's repository. */
  readonly docs: readonly string[];
  readonly examples: readonly GuidanceExample[];
}

/** The mistakes that are known. */
export type GuidanceType =
  | "OutOfFuel"
  | "MemoryExhausted"
  | "StackExhausted"
  | "TimedOut"
  | "OutputLimit"
  | "PathRestriction"
  | "MissingPackage";

/** Code that fails, and code that works. */
export interface GuidanceExample {
  readonly before: string;
  readonly after: string;
  readonly explanation: string;
}

/** How a run ended, as far as guidance looks at it. */
export interface Mistake {
  readonly outcome: Outcome;
  readonly error?: GuestFault | undefined;
}

/** The guidance for a run that has failed; undefined when its mistake is none of the known ones. */
export function findGuidance({ outcome, error }: Mistake): Guidance | undefined {
  const type = byOutcome[outcome] ?? (error && byError(error));
  return type === undefined ? undefined : { type, ...guidance[type] };
}

const byOutcome: Readonly<Partial<Record<Outcome, GuidanceType>>> = {
  "out-of-fuel": "OutOfFuel",
  "out-of-memory": "MemoryExhausted",
  "stack-overflow": "StackExhausted",
  "timed-out": "TimedOut",
  "output-limit": "OutputLimit",
};

function byError({ type = "", message, code }: GuestFault): GuidanceType | undefined {
  if (/^(?:Module|Import)\w*Error$/.test(type)) return "MissingPackage";
  if (/^Cannot find (?:package|module) /.test(message)) return "MissingPackage";
  if (type === "RecursionError" || message === "Maximum call stack size exceeded") {
    return "StackExhausted";
  }
  if (message.startsWith("Path must be within /app")) return "PathRestriction";
  if (code === "UNCAUGHT" && isOutside(type, message)) return "PathRestriction";
  return undefined;
}

/** Whether a file error names an absolute path that is not in `/app` or `/tmp`. */
function isOutside(type: string, message: string): boolean {
  const isFileError =
    /^(?:FileNotFound|Permission|NotADirectory|OS)Error$/.test(type) ||
    /^(?:ENOENT|EACCES|EPERM|EROFS|ENOTCAPABLE):/.test(message);
  const path = /'(\/[^']*)'/.exec(message)?.[1];
  return isFileError && path !== undefined && !/^\/(?:app|tmp)(?:\/|$)/.test(path);
}

const guidance: Readonly<Record<GuidanceType, Omit<Guidance, "type">>> = {
  OutOfFuel: {
    actions: [
      "Look for a loop that does not end.",
      "Let a utility of sandbox_utils do work on whole files: it costs a fraction.",
      "Run with a larger budget: limits.fuel; fuelAnalysis.suggestedBudget says which.",
    ],
    docs: ["docs/fuel.md"],
    examples: [
      {
        before: "for line in open('/app/log.txt'):\n    if 'ERROR' in line: print(line)",
        after: "from sandbox_utils import grep\nprint(grep('ERROR', '/app/log.txt', regex=False))",
        explanation: "The host searches; the guest pays by the byte and not by the instruction.",
      },
    ],
  },
  MemoryExhausted: {
    actions: [
      "Read files in pieces or by the line instead of whole.",
      "Drop large objects before making others.",
      "Run with more memory: limits.memoryBytes.",
    ],
    docs: ["docs/filesystem.md"],
    examples: [
      {
        before: "data = open('/app/big.csv').read()",
        after: "for line in open('/app/big.csv'):\n    handle(line)",
        explanation: "One line is in memory at a time.",
      },
    ],
  },
  StackExhausted: {
    actions: ["Give recursion an end.", "Turn deep recursion into a loop with a list."],
    docs: ["docs/fuel.md"],
    examples: [],
  },
  TimedOut: {
    actions: [
      "Do not wait for what does not come, such as input or a sleep.",
      "Run with more time: limits.timeoutMs.",
    ],
    docs: ["docs/fuel.md"],
    examples: [],
  },
  OutputLimit: {
    actions: [
      "Write large results to a file in /app and print a summary.",
      "Run with larger limits: limits.stdoutBytes and limits.stderrBytes.",
    ],
    docs: ["docs/filesystem.md"],
    examples: [],
  },
  PathRestriction: {
    actions: [
      "Use files in /app only; temporary ones may be in /tmp.",
      "Let the host bring files in: files or mounts of openSandbox.",
    ],
    docs: ["docs/filesystem.md"],
    examples: [
      {
        before: "open('/etc/config.json')",
        after: "open('/app/config.json')",
        explanation: "A program sees the one directory /app.",
      },
    ],
  },
  MissingPackage: {
    actions: [
      "Use the standard library, or sandbox_utils for files, text and formats.",
      "Let the host give a package of pure Python: packages of openSandbox, fuelbox vendor.",
      "Put the sources of a pure package into /app.",
    ],
    docs: ["docs/packages.md"],
    examples: [
      {
        before: "import pandas as pd\nrows = pd.read_csv('/app/data.csv')",
        after: "import csv\nrows = list(csv.DictReader(open('/app/data.csv')))",
        explanation: "The standard library reads CSV.",
      },
    ],
  },
};
