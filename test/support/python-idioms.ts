/** Short Python programs as models write them, beside what CPython makes of them. */
import { readFileSync } from "node:fs";

/** A program. */
export interface PythonIdiom {
  /** Its file and its name there: `text/re-basics`. */
  readonly name: string;
  readonly stdin: string;
  readonly source: string;
}

/** What has come of it. */
export interface IdiomEnd {
  readonly stdout: string;
  readonly exitCode: number;
}

interface Reader {
  readIdioms(): readonly PythonIdiom[];
}

// The script that records them reads them, too, without a compiler.
const reader = new URL("../python-idioms/idioms.mjs", import.meta.url);
const { readIdioms } = (await import(reader.href)) as Reader;

/** All programs, sorted by file. */
export const pythonIdioms: readonly PythonIdiom[] = readIdioms();

const recording = new URL("../golden/python-idioms.json", import.meta.url);

/** What CPython made of each, by name: `node scripts/record-python-idioms.mjs`. */
export const recordedIdioms: Readonly<Record<string, IdiomEnd>> = (
  JSON.parse(readFileSync(recording, "utf8")) as {
    readonly idioms: Readonly<Record<string, IdiomEnd>>;
  }
).idioms;

/** Those of which a sandbox makes something else, and why. */
export const differingIdioms: ReadonlyMap<string, string> = new Map([
  ["concurrency/threads", "there are no threads"],
  ["concurrency/thread-queue", "there are no threads"],
  ["concurrency/multiprocessing-pool", "there is one process; concurrent.futures runs at once"],
  ["files/pipes", "there are no pipes within a process"],
  ["files/hard-links", "the filesystem has no hard links"],
  ["internet/socket-helpers", "the interpreter is built without IPv6"],
  ["numbers/hashlib-scrypt", "there is no OpenSSL; pbkdf2_hmac is there"],
  ["numbers/hashlib-ripemd", "there is no OpenSSL"],
  ["programs/alarm", "there are no timers that interrupt; asyncio.timeout works"],
  ["programs/platform", "the platform is Emscripten"],
  ["programs/resource-limits", "the build has no module resource"],
  ["text/locale-c", "every locale is taken for C"],
  ["times/tz-environment", "the local time is UTC"],
]);
