/** `checksum`: the digest of a file's content. */
import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { cost } from "../cost.ts";
import type { Utility } from "../utility.ts";
import { readBlocks } from "./read-blocks.ts";

/** The arguments of {@link checksum}. */
export interface ChecksumArguments {
  readonly file: string;
  readonly algorithm: "md5" | "sha1" | "sha256";
}

const algorithms = { md5, sha1, sha256 } as const;

/**
 * Digests a file as `md5sum`, `sha1sum` and `sha256sum` do. MD5 and SHA-1 are there to compare
 * with what others have published; they do not hold against forgery.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/a.txt", new TextEncoder().encode("abc"));
 *
 * const { checksum } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await checksum("a.txt", "md5"), "900150983cd24fb0d6963f7d28e17f72");
 * assert.equal((await checksum("a.txt")).length, 64);
 * ```
 */
export const checksum: Utility<ChecksumArguments, ["file"], ["algorithm"], string> = {
  name: "checksum",
  camelCaseName: "checksum",
  module: "files",
  summary: "Gives the MD5, SHA-1 or SHA-256 digest of a file.",
  parameters: [
    { name: "file", type: "string", doc: "File to read.", path: true },
    {
      name: "algorithm",
      type: "choice",
      choices: ["md5", "sha1", "sha256"],
      doc: "Which digest.",
      default: "sha256",
    },
  ],
  result: { typescript: "string", python: "str", doc: "The digest in lower-case hexadecimal." },
  example: { args: ["notes.txt", "md5"], result: "65218ed024e1914395b2962df5b62651" },
  cost: "One call, one path and its components, one file, and hashedByte for each byte read; for md5 twice.",
  run(context, { file, algorithm }) {
    const hash = algorithms[algorithm].create();
    const price = algorithm === "md5" ? 2 * cost.hashedByte : cost.hashedByte;
    readBlocks(context, file, price, (block) => hash.update(block));
    return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, "0")).join("");
  },
};
