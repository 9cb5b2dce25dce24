/** The programs of suite `files`, and what each has to find out. */
import type { FilesProgram } from "./program.ts";

/** A program and how it is told of. */
export interface FilesJob extends FilesProgram {
  readonly title: string;
  /** Bytes that it moves while it is timed, where their number per second is of interest. */
  readonly moved?: number;
  /** What it prints behind the time. */
  readonly answer: number;
}

const megabyte = 2 ** 20;
const small = 100;

function moving(kind: "read" | "write", bytes: number, megabytes: number): FilesJob {
  const moved = megabytes * megabyte;
  const title = `${megabytes} MiB ${kind === "read" ? "read" : "written"}, ${bytes / 1024} KiB a call`;
  return { kind, title, bytes, count: moved / bytes, moved, answer: moved };
}

function files(kind: "create" | "open-read" | "stat", count: number, title: string): FilesJob {
  return { kind, title: `${count} files: ${title}`, count, bytes: small, answer: count * small };
}

function names(kind: "list" | "unlink", count: number, title: string): FilesJob {
  return { kind, title: `${count} files: ${title}`, count, bytes: small, answer: count };
}

function calls(kind: "stat-again" | "tell", title: string): FilesJob {
  const count = 1_000_000;
  return { kind, title: `${count} calls: ${title}`, count, bytes: small, answer: count * small };
}

/** Every job by its name. */
export const filesJobs: Readonly<Record<string, FilesJob>> = {
  "write-4k": moving("write", 4096, 64),
  "write-4k-short": moving("write", 4096, 4),
  "write-64k": moving("write", 65_536, 64),
  "read-4k": moving("read", 4096, 64),
  "read-64k": moving("read", 65_536, 64),
  "create-10k": files("create", 10_000, "opened anew, 100 bytes written, closed"),
  "stat-10k": files("stat", 10_000, "stat by path"),
  "open-read-10k": files("open-read", 10_000, "opened, 100 bytes read, closed"),
  "unlink-10k": names("unlink", 10_000, "removed"),
  "list-10k": names("list", 10_000, "listed, 4 KiB of entries a call"),
  "list-20k": names("list", 20_000, "listed, 4 KiB of entries a call"),
  "call-stat": calls("stat-again", "stat of the same path"),
  "call-tell": calls("tell", "where an open file is read next"),
};
