/** What a sandbox is opened with. */
import type { SyncFileSystem } from "../vfs/index.ts";
import type { Language, TreeLimits } from "../worker/protocol.ts";
import { checkBoolean, checkFunction, checkOptions, checkString, show } from "./check.ts";
import { checkAllowedCommands, type HostExecutor } from "./host-commands.ts";
import { checkSandboxLimits, type FullLimits, type SandboxLimits } from "./limits.ts";
import {
  checkPackages,
  type PackagePlan,
  type PackageSource,
  type VendorFolder,
} from "./packages/check-packages.ts";
import { checkPolicy, type Policy, policyLimits } from "./policy.ts";
import type { OnProgress } from "./progress.ts";
import type { FileChanges } from "./result.ts";
import type { Tool } from "./tool-types.ts";
import { checkTools, type Tools } from "./tools.ts";

/** Brings files from elsewhere in, and takes what runs change back. */
export interface Mount {
  /** Fills the tree, before the sandbox is open. What it throws, `openSandbox` rejects with. */
  load(fs: SyncFileSystem): void | Promise<void>;
  /** Takes the changes of one run, at its end. What it throws, the run rejects with. */
  flush?(fs: SyncFileSystem, changes: FileChanges): void | Promise<void>;
}

/** What a sandbox is opened with; everything may be absent. */
export interface SandboxOptions {
  /** Content by absolute guest path; parents are made. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The environment of every run. */
  readonly env?: Readonly<Record<string, string>>;
  /** What runs may use unless they say otherwise, and what the sandbox may hold. */
  readonly limits?: SandboxLimits;
  /**
   * Limits, environment, mounts of host directories and more, as a `policy.toml` has them
   * ({@link parsePolicy}). What the other options say goes before it. Directories of the host need Node.
   */
  readonly policy?: Policy;
  /** Loaded in order, after `files`. */
  readonly mounts?: readonly Mount[];
  /**
   * Functions of the host that guests can call, by name: from JavaScript by
   * `import { name } from "sandbox_tools"`, which answers promises, from Python by
   * `from sandbox_tools import name`, which needs shared memory.
   */
  readonly tools?: Readonly<Record<string, Tool>>;
  /**
   * The languages in which programs can start others, as by `subprocess` or `child_process`, besides
   * their own, WebAssembly, and those that their own text mentions. They are got ready before the
   * first run, which takes that much longer.
   * @default {[]}
   */
  readonly programs?: readonly Language[];
  /**
   * Packages that Python programs can import: wheels of pure Python as bytes, URLs or paths that end
   * with `.whl`, names of packages in the folder `vendor`, or a folder made by `fuelbox vendor` and
   * names in it, whose dependencies come along. Programs cannot change them, and they are no part
   * of `files`. See docs/packages.md.
   * @default {[]}
   */
  readonly packages?: readonly PackageSource[] | VendorFolder;
  /**
   * The only commands that scripts, and programs that start others, may use, besides what is part of
   * the shell itself such as `cd` and `echo`. By default all.
   */
  readonly allowedCommands?: readonly string[];
  /**
   * Runs programs of the host that scripts ask for by `host [-p PATH] COMMAND`. By default they are
   * refused. Whatever it runs is outside of the sandbox.
   */
  readonly hostExecutor?: HostExecutor;
  /**
   * Whether to share memory with the worker where the platform can. Without, runs can only be
   * stopped by ending their worker, as in a page that is not cross-origin isolated.
   * @default {true}
   */
  readonly sharedMemory?: boolean;
  /** Hears what is being prepared when a first run takes more than a second, one line at a time. */
  readonly onProgress?: OnProgress;
}

/** Options that have been checked. */
export interface CheckedOptions {
  readonly files: readonly (readonly [path: string, content: Uint8Array])[];
  readonly env: Readonly<Record<string, string>>;
  readonly limits: FullLimits;
  readonly tree: TreeLimits;
  readonly mounts: readonly Mount[];
  readonly policy: Policy;
  readonly tools: Tools;
  readonly programs: readonly Language[];
  readonly packages: PackagePlan;
  readonly allowedCommands: readonly string[] | undefined;
  readonly hostExecutor: HostExecutor | undefined;
  readonly sharedMemory: boolean;
  readonly onProgress: OnProgress | undefined;
}

const known = [
  "files",
  "env",
  "limits",
  "policy",
  "mounts",
  "tools",
  "programs",
  "packages",
  "allowedCommands",
  "hostExecutor",
  "sharedMemory",
  "onProgress",
];

/** Checks what a sandbox is opened with. Throws TypeError or RangeError that names the option. */
export function checkSandboxOptions(options: SandboxOptions): CheckedOptions {
  checkOptions(options, "options", known);
  const policy = checkPolicy(options.policy);
  const { run, tree } = checkSandboxLimits(withDefaults(options.limits, policyLimits(policy)));
  checkFunction(options.onProgress, "onProgress");
  checkFunction(options.hostExecutor, "hostExecutor");
  return {
    files: checkFiles(options.files),
    env: { ...policy.env, ...checkEnv(options.env) },
    policy,
    limits: run,
    tree,
    mounts: checkMounts(options.mounts),
    tools: checkTools(options.tools),
    programs: checkPrograms(options.programs),
    packages: checkPackages(options.packages),
    allowedCommands: checkAllowedCommands(options.allowedCommands),
    hostExecutor: options.hostExecutor,
    sharedMemory: checkBoolean(options.sharedMemory, "sharedMemory", true),
    onProgress: options.onProgress,
  };
}

/** What is absent in `limits` comes from `defaults`; what is no object stays, to be refused. */
function withDefaults(limits: SandboxLimits = {}, defaults: SandboxLimits): SandboxLimits {
  if (typeof limits !== "object" || limits === null) return limits;
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}

/** Checks an environment. Throws TypeError or RangeError that names the variable. */
export function checkEnv(env: unknown): Readonly<Record<string, string>> {
  if (env === undefined) return {};
  if (typeof env !== "object" || env === null || Array.isArray(env)) {
    throw new TypeError(`Cannot use option "env": must be an object, got ${show(env)}`);
  }
  const entries = Object.entries(env).map(([name, value]): [string, string] => {
    if (!/^[^=\0]+$/.test(name)) {
      throw new RangeError(`Cannot use option "env": ${show(name)} is no name of a variable`);
    }
    return [name, checkString(value, `env.${name}`)];
  });
  return Object.fromEntries(entries);
}

/** The bytes of `content`, as a copy: text becomes UTF-8. */
export function checkContent(content: unknown, name: string): Uint8Array<ArrayBuffer> {
  if (typeof content === "string") return new TextEncoder().encode(content);
  if (content instanceof Uint8Array) return new Uint8Array(content);
  throw new TypeError(
    `Cannot use option "${name}": must be a string or a Uint8Array, got ${show(content)}`,
  );
}

/** Throws unless `path` is absolute. */
export function checkGuestPath(path: unknown, name: string): string {
  const text = checkString(path, name);
  if (text.startsWith("/")) return text;
  throw new RangeError(
    `Cannot use option "${name}": must be an absolute guest path such as "/app/x", got ${show(text)}`,
  );
}

function checkFiles(files: unknown): CheckedOptions["files"] {
  if (files === undefined) return [];
  if (typeof files !== "object" || files === null || Array.isArray(files)) {
    throw new TypeError(`Cannot use option "files": must be an object, got ${show(files)}`);
  }
  return Object.entries(files).map(
    ([path, content]) =>
      [checkGuestPath(path, "files"), checkContent(content, `files["${path}"]`)] as const,
  );
}

function checkMounts(mounts: unknown): readonly Mount[] {
  if (mounts === undefined) return [];
  if (Array.isArray(mounts) && mounts.every(isMount)) return [...mounts];
  throw new TypeError('Cannot use option "mounts": must be an array of objects with a "load"');
}

function checkPrograms(programs: unknown): readonly Language[] {
  if (programs === undefined) return [];
  if (Array.isArray(programs) && programs.every(isLanguage)) return [...new Set(programs)];
  throw new TypeError(
    'Cannot use option "programs": must be an array of "javascript", "python" and "shell"',
  );
}

function isLanguage(value: unknown): value is Language {
  return value === "javascript" || value === "python" || value === "shell";
}

function isMount(value: unknown): value is Mount {
  if (typeof value !== "object" || value === null) return false;
  return "load" in value && typeof value.load === "function";
}
