import { expect, test } from "vitest";
import { FsError } from "../fs-error.ts";
import { codeOf, HostFault, MountError, mountErrorFrom } from "./mount-error.ts";

/** An error as Node throws it: the message names a path of the host. */
function nodeError(code: string, words: string): Error {
  return Object.assign(new Error(`${code}: ${words}, open '/home/me/secret'`), { code });
}

test.each<[unknown, string, string]>([
  [nodeError("EACCES", "permission denied"), "EACCES", "permission denied"],
  [nodeError("ENOSPC", "no space left on device"), "ENOSPC", "no space left on device"],
  [nodeError("ELOOP", "too many symbolic links encountered"), "ELOOP", "a link stands in its way"],
  [new HostFault("ESTALE", "it was replaced"), "ESTALE", "it was replaced"],
  [
    new FsError("EDQUOT", "write", "/app/x"),
    "EDQUOT",
    "it does not fit into the file limits of the sandbox",
  ],
  [new FsError("ENAMETOOLONG", "open", "/app/x"), "ENAMETOOLONG", "name too long"],
  [new Error("something about /home/me/secret"), "EIO", "EIO"],
  ["no error at all", "EIO", "EIO"],
])("mountErrorFrom() says why without naming the host: %s", (cause, code, reason) => {
  const error = mountErrorFrom(cause, "load", { path: "/app/a", host: "/home/me" });
  expect(error.message).toBe(`Cannot load "/app/a": ${reason}`);
  expect(error).toMatchObject({ code, path: "/app/a", host: "/home/me", name: "MountError" });
  expect(codeOf(error)).toBe(code);
});

test("mountErrorFrom() keeps the first place that failed", () => {
  const inner = new MountError("EACCES", "Cannot load", "/app/a/b");
  expect(mountErrorFrom(inner, "mount", { path: "/app/a" })).toBe(inner);
});
