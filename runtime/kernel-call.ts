/** The operations that a guest can ask its kernel for by name: every utility, `spawn`, `checkProgram`, `tools`, `tool`, `deriveKey`, `fileVersion` and `countVersion`. */
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { callUtility, cost, type UtilityContext } from "../utils-lib/index.ts";
import { absolutePath } from "./command.ts";
import { countVersion, fileVersion } from "./file-version.ts";
import type { Kernel, SpawnOptions } from "./kernel.ts";
import {
  deriveKey,
  type HashName,
  hashFunctions,
  maxIterations,
  maxKeyBytes,
} from "./key-derivation.ts";
import { latin1ToBytes, toLatin1 } from "./latin1.ts";
import { withSpan } from "./profile/profiler.ts";
import { ToolError, unknownTool } from "./tool-desk.ts";

/** Where utilities that a guest calls must stay. */
const root = "/app";

/** Answers `operation`. Throws what the utility throws, TypeError for arguments of the wrong shape. */
export function answerCall(kernel: Kernel, operation: string, args: readonly unknown[]): unknown {
  if (operation === "spawn") return answerSpawn(kernel, args);
  if (operation === "checkProgram") return answerCheck(kernel, args);
  if (operation === "tools") return kernel.tools?.tools ?? [];
  if (operation === "tool") return answerTool(kernel, args);
  if (operation === "deriveKey") return answerKey(kernel, args);
  if (operation === "fileVersion" || operation === "countVersion") {
    return answerVersion(kernel, operation, args);
  }
  const context: UtilityContext = {
    fs: kernel.fs,
    cwd: kernel.cwd,
    root,
    charge: (fuel) => {
      kernel.fuel.charge(fuel);
      const stop = kernel.poll();
      if (stop !== undefined) throw stop;
    },
  };
  return withSpan(kernel.profiler, "utility", operation, () =>
    callUtility(context, operation, args),
  );
}

/** Calls a tool and waits for it. What it failed by is data: each language has an error of its own for it. */
function answerTool({ tools }: Kernel, [name, input = null]: readonly unknown[]): unknown {
  if (typeof name !== "string") throw new TypeError("Cannot call a tool: its name is not a string");
  try {
    if (tools === undefined) throw unknownTool(name);
    return { ok: true, value: JSON.parse(tools.call(name, JSON.stringify(input))) as unknown };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { ok: false, code: error.code, message: error.message };
  }
}

/** PBKDF2 with password and salt as hexadecimal text; so is the key. */
function answerKey({ fuel }: Kernel, args: readonly unknown[]): string {
  const [hash, password, salt, iterations, keyBytes] = args;
  if (typeof hash !== "string" || !Object.hasOwn(hashFunctions, hash)) {
    throw new TypeError(`Cannot derive a key: there is no algorithm "${String(hash)}"`);
  }
  if (typeof password !== "string" || typeof salt !== "string") {
    throw new TypeError("Cannot derive a key: password and salt are not text");
  }
  const recipe = {
    hash: hash as HashName,
    password: hexToBytes(password),
    salt: hexToBytes(salt),
    iterations: countUpTo(maxIterations, iterations),
    keyBytes: countUpTo(maxKeyBytes, keyBytes),
  };
  return bytesToHex(deriveKey(fuel, recipe));
}

function countUpTo(max: number, value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max) {
    return value;
  }
  throw new TypeError(`Cannot derive a key: "${String(value)}" is no integer from 1 to ${max}`);
}

function answerVersion(
  kernel: Kernel,
  operation: "fileVersion" | "countVersion",
  [path, version]: readonly unknown[],
): number {
  if (typeof path !== "string") throw new TypeError("Cannot tell a version: path is not a string");
  kernel.fuel.charge(cost.call);
  const absolute = absolutePath(kernel, path);
  if (operation === "fileVersion") return fileVersion(kernel.fs, absolute);
  if (typeof version !== "number" || !Number.isSafeInteger(version) || version < 0) {
    throw new TypeError("Cannot count a version: it is not an integer of at least 0");
  }
  return countVersion(kernel.fs, absolute, version);
}

/** As `Kernel.spawn`, with text instead of bytes, so that it can cross as JSON. */
function answerSpawn(kernel: Kernel, [argv, options = {}]: readonly unknown[]): unknown {
  if (!isStrings(argv)) throw new TypeError("Cannot spawn: argv is not a list of strings");
  const { exitCode, stdout, stderr, timedOut } = kernel.spawn(argv, readSpawnOptions(options));
  const isLatin1 = isRecord(options) && options["encoding"] === "latin1";
  const decode = isLatin1 ? toLatin1 : (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { exitCode, stdout: decode(stdout), stderr: decode(stderr), timedOut };
}

function answerCheck(kernel: Kernel, [name, options = {}]: readonly unknown[]): undefined {
  if (typeof name !== "string") throw new TypeError("Cannot spawn: the name is not a string");
  kernel.checkProgram(name, readSpawnOptions(options));
}

/** Reads what a guest says of a program that it starts. Throws TypeError. */
export function readSpawnOptions(value: unknown): SpawnOptions {
  if (!isRecord(value)) throw new TypeError("Cannot spawn: options are not an object");
  const { stdin, env, cwd, encoding, mergeStderr, timeoutMs } = value;
  const encode =
    encoding === "latin1" ? latin1ToBytes : (text: string) => new TextEncoder().encode(text);
  if (timeoutMs !== undefined && (typeof timeoutMs !== "number" || !(timeoutMs >= 0))) {
    throw new TypeError("Cannot spawn: timeoutMs is no number from 0 on");
  }
  if (stdin !== undefined && typeof stdin !== "string") {
    throw new TypeError("Cannot spawn: stdin is not a string");
  }
  if (cwd !== undefined && typeof cwd !== "string") {
    throw new TypeError("Cannot spawn: cwd is not a string");
  }
  return {
    ...(stdin === undefined ? {} : { stdin: encode(stdin) }),
    ...(env === undefined ? {} : { env: readEnv(env) }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(mergeStderr === true ? { mergeStderr } : {}),
    // More than a day is for ever.
    ...(timeoutMs === undefined || timeoutMs > 86_400_000 ? {} : { timeoutMs }),
  };
}

function readEnv(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) throw new TypeError("Cannot spawn: env is not an object");
  const env: Record<string, string> = Object.create(null);
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== "string") {
      throw new TypeError(`Cannot spawn: env variable "${name}" is not a string`);
    }
    env[name] = text;
  }
  return env;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
