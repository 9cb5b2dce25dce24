/** What the rewritten interpreter is given, and what it gives. */
import type { JustBashStat } from "../../vfs/index.ts";
import type { SyncPromise } from "./sync-promise.ts";

/** All that the interpreter can reach: it sees no global of the realm but the language itself. */
export interface InterpreterHost {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly promises: {
    resolve(value: unknown): SyncPromise<unknown>;
    /** Throws what ends the shell instead of keeping it. */
    reject(error: unknown): SyncPromise<unknown>;
    /** Takes the value out, after as much virtual time as that takes. */
    wait(value: unknown): unknown;
  };
  /** Takes the balance, which is below zero, and gives another one. Throws what ends the shell. */
  refill(balance: number): number;
  /** How deep asynchronous functions may call each other. */
  readonly maxDepth: number;
  /** Throws what ends a shell that is too deep. */
  tooDeep(): never;
  /** Runs a file that is no script of the shell; undefined when it is one. */
  runFile(
    context: { readonly state: ShellState },
    path: string,
    args: readonly string[],
    stdin: string,
  ): SyncPromise<CommandResult> | undefined;
  /**
   * Hears that a command runs a script, which has traps of its own. What it returns is called at the
   * end of it, and says what is left to do.
   */
  enterScript(): () => string | undefined;
  /** The text that characters which each stand for a byte are in UTF-8; what is none stays what it is. */
  decode(characters: string): string;
  /** Characters that each stand for one of `bytes`. */
  toCharacters(bytes: Uint8Array): string;
  /** Takes what the shell will remember of the script that now starts. */
  keepState(state: ShellState): void;
  /** Hears that the script itself has called `exit`. */
  leave(): void;
  /** What bash says of a file that cannot be opened. */
  explain(error: unknown): string;
  /** What bash says of a script, which calls itself `name`, that cannot be read. */
  explainSyntax(error: Error, script: string, name: string): string;
}

/** Takes a piece of output: text, or with `isBytes` characters that each stand for a byte. */
export type OutputTaker = (stream: "stdout" | "stderr", piece: string, isBytes?: boolean) => void;

/** One interpreter: a realm of its own for shells that run one after another. */
export interface Interpreter {
  readonly Bash: new (options: ShellOptions) => Shell;
  /** Makes a shell with the commands and limits of another one, which has run nothing. */
  renew(template: Shell, options: RenewOptions): Shell;
  /** The interpreter's own commands. */
  getCommandNames(): readonly string[];
  /** Reads a script without running it. Throws its errors `ParseException` and `LexerError`. */
  parse(script: string): ParsedScript;
  /** What is left of the fuel that it was given; may be below zero for a moment. */
  fuel: number;
  /** How deep it is in itself. */
  depth: number;
  /** Takes the output of what runs next, as it comes. */
  set sink(taker: OutputTaker | undefined);
}

/** What a shell has that is made from another one. */
export interface RenewOptions {
  readonly fs: ShellFiles;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether its commands are its own, so that they can be changed. */
  readonly ownsCommands: boolean;
}

/** How a shell is made. */
export interface ShellOptions {
  /** Default: one of its own, in memory. */
  readonly fs?: ShellFiles;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Default: none. */
  readonly customCommands?: readonly Command[];
  /** Default: the interpreter's own. */
  readonly executionLimits?: Readonly<Record<string, number>>;
  readonly defenseInDepth: false;
  readonly sleep?: (ms: number) => SyncPromise<void>;
}

/** A script as a tree, as far as anybody else looks at it. */
export interface ParsedScript {
  readonly statements: readonly {
    readonly background: boolean;
    readonly pipelines: readonly {
      readonly negated: boolean;
      readonly timed: boolean;
      readonly commands: readonly (ParsedFunction | { readonly type: "" })[];
    }[];
  }[];
}

/** The definition of a function. */
export interface ParsedFunction {
  readonly type: "FunctionDef";
  readonly name: string;
  /** The text that defines it. */
  readonly source: string;
}

/** Names of variables. */
type Names = ReadonlySet<string>;

/** The stdin of a script, which those that it starts share. Characters stand for bytes. */
export interface SharedStdin {
  /** All that is left. */
  rest(): string;
  /** Takes off what was read. */
  take(count: number): void;
  /** Gives what is left back to where it came from, so that others can read it. */
  release(): void;
}

/** What a shell remembers. */
export interface ShellState {
  readonly cwd: string;
  /** What is left of the stdin of whatever runs. */
  readonly groupStdin?: string | SharedStdin | undefined;
  readonly previousDir: string;
  readonly directoryStack?: readonly string[];
  readonly lastExitCode: number;
  readonly lastArg: string;
  /** Milliseconds since the Unix epoch. */
  readonly startTime: number;
  /** Variables by their names; parameters and aliases are among them. */
  readonly env: Map<string, string>;
  readonly arrays?: ReadonlyMap<string, ShellArray>;
  readonly functions: ReadonlyMap<string, ParsedFunction>;
  readonly options: Readonly<Record<string, boolean>>;
  readonly shoptOptions: Readonly<Record<string, boolean>>;
  readonly exportedVars: Names;
  readonly readonlyVars?: Names;
  readonly associativeArrays?: Names;
  readonly namerefs?: Names;
  readonly boundNamerefs?: Names;
  readonly invalidNamerefs?: Names;
  readonly integerVars?: Names;
  readonly lowercaseVars?: Names;
  readonly uppercaseVars?: Names;
  readonly declaredVars?: Names;
}

/** An array, its elements by their subscripts. */
export interface ShellArray {
  readonly kind: "indexed" | "associative";
  readonly elements: ReadonlyMap<string, string>;
}

/** A shell: variables, functions, options. */
export interface Shell {
  readonly state: ShellState;
  /** All that it can call by name, but for what is built into it. They are this shell's own. */
  readonly commands: ReadonlyMap<string, { execute: Command["execute"] }>;
  /** Adds a command, or puts it in the place of another one. */
  registerCommand(command: Command): void;
  exec(script: string, options: ExecOptions): SyncPromise<CommandResult>;
}

/** How a script is run. */
export interface ExecOptions {
  /** Keep the script as it is, its indentation included. */
  readonly rawScript?: true;
  /** Characters that each stand for a byte. */
  readonly stdin?: string | SharedStdin;
  readonly stdinKind?: "bytes";
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly replaceEnv?: boolean;
  /** Arguments of the first command, as they are. */
  readonly args?: readonly string[];
}

/** What a command leaves. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Of stdout: Unicode text, or characters that each stand for a byte. */
  readonly stdoutKind?: "text" | "bytes";
}

/** What a command works with. */
export interface CommandContext {
  /** The shell's files, and what stands behind its descriptors as `/dev/fd`. */
  readonly fs: Pick<ShellFiles, "readFileBytes" | "writeFile">;
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  readonly exportedEnv: Readonly<Record<string, string>>;
  /** Characters that each stand for a byte. It is read when this is looked at. */
  readonly stdin: string;
  /** Lets a program that the command starts read the stdin of the script; false when it has another one. */
  inheritStdin(): boolean;
  /** Runs a script in a shell of its own with this one's files. */
  exec(script: string, options: ExecOptions & { readonly cwd: string }): SyncPromise<CommandResult>;
  /** Runs the interpreter's own command of the same name. */
  origCommand?(args: readonly string[]): SyncPromise<CommandResult>;
}

/** A command by its name. */
export interface Command {
  readonly name: string;
  readonly trusted: true;
  execute(
    args: readonly string[],
    context: CommandContext,
  ): SyncPromise<CommandResult> | CommandResult;
}

/** The filesystem as the interpreter wants it. Paths are absolute. */
export interface ShellFiles {
  readFile(path: string, options?: unknown): SyncPromise<string>;
  readFileBytes(path: string): SyncPromise<string>;
  readFileBuffer(path: string): SyncPromise<Uint8Array>;
  writeFile(path: string, content: string | Uint8Array, options?: unknown): SyncPromise<void>;
  appendFile(path: string, content: string | Uint8Array, options?: unknown): SyncPromise<void>;
  exists(path: string): SyncPromise<boolean>;
  stat(path: string): SyncPromise<JustBashStat>;
  lstat(path: string): SyncPromise<JustBashStat>;
  mkdir(path: string, options?: { readonly recursive?: boolean }): SyncPromise<void>;
  readdir(path: string): SyncPromise<string[]>;
  readdirWithFileTypes(path: string): SyncPromise<unknown[]>;
  rm(
    path: string,
    options?: { readonly recursive?: boolean; readonly force?: boolean },
  ): SyncPromise<void>;
  cp(from: string, to: string, options?: { readonly recursive?: boolean }): SyncPromise<void>;
  mv(from: string, to: string): SyncPromise<void>;
  resolvePath(base: string, path: string): string;
  getAllPaths(): string[];
  chmod(path: string, mode: number): SyncPromise<void>;
  symlink(target: string, path: string): SyncPromise<void>;
  link(existing: string, path: string): SyncPromise<void>;
  readlink(path: string): SyncPromise<string>;
  realpath(path: string): SyncPromise<string>;
  utimes(path: string, atime: Date, mtime: Date): SyncPromise<void>;
}
