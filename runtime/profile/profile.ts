/** Where the fuel of a run went: plain data, of bounded size. */

/** What a piece of a run's fuel was used in, besides the instructions of the guest itself. */
export type SpanKind = "utility" | "hostCall" | "program" | "command";

/** The fuel of a run by what it was used for. The numbers add up to the fuel of the run. */
export interface ProfilePhases {
  /** Starting and ending the interpreter, reading and compiling the program. Python only. */
  readonly start: number;
  /** Import statements: finding, loading and running modules. Python only. */
  readonly imports: number;
  /** The guest's own instructions otherwise. Of a shell script: the shell and what is built into it. */
  readonly program: number;
  /** Commands of a shell script. */
  readonly commands: number;
  /** Utilities, such as `find`. */
  readonly utilities: number;
  /** What the host did in calls of the guest, besides utilities and programs. */
  readonly hostCalls: number;
  /** Programs that the guest started, with all that they did. */
  readonly programs: number;
}

/** One utility, host call, program or command, and the fuel used in it but in no other that it called. */
export interface CallRow {
  readonly name: string;
  readonly calls: number;
  readonly fuel: number;
}

/** One function of a Python program or of a library. */
export interface FunctionRow {
  /** As Python qualifies it, such as `Stack.push` or `<module>`. */
  readonly name: string;
  readonly file: string;
  /** Where it begins, from 1. */
  readonly line: number;
  /** Fuel while it was the innermost function. */
  readonly self: number;
  /** Fuel from its calls to their ends. */
  readonly total: number;
}

/** One line of the program's own files. */
export interface LineRow {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Fuel while it was the innermost line of the program's own files: what libraries did for it is its. */
  readonly self: number;
  /** Fuel from its calls to their ends. */
  readonly total: number;
  /** What stands in it, as far as it is known; cut to 160 characters. */
  readonly source?: string;
}

/** The rows with the most fuel, and what all others come to. */
export interface ProfileTable<Row> {
  readonly rows: readonly Row[];
  /** How many others there are. */
  readonly others: number;
  /** Their fuel: `fuel` or `self` added up. */
  readonly othersFuel: number;
}

/** Where the fuel of a run went. */
export interface Profile {
  /** All of it. */
  readonly fuel: number;
  readonly phases: ProfilePhases;
  readonly utilities: ProfileTable<CallRow>;
  readonly hostCalls: ProfileTable<CallRow>;
  readonly programs: ProfileTable<CallRow>;
  readonly commands: ProfileTable<CallRow>;
  /** Present for Python. Their `self` adds up to `fuel`. */
  readonly functions?: ProfileTable<FunctionRow>;
  /** Present for Python. Their `self` and `unplaced` add up to `fuel`. */
  readonly lines?: ProfileTable<LineRow>;
  /** Present for Python: fuel while no line of the program's own files was being run. */
  readonly unplaced?: number;
  /** Present for Python: how often it was looked where the program is. */
  readonly samples?: number;
}
