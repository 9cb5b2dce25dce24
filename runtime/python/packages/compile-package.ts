/** Unpacks and compiles one package in an interpreter of its own, which may be as hostile as any program. */

import { baseName, type SyncFileSystem } from "../../../vfs/index.ts";
import { createVirtualClock } from "../../clock.ts";
import { createKernel } from "../../create-kernel.ts";
import { createSeededEntropy } from "../../entropy.ts";
import { createFuelAccount } from "../../fuel-account.ts";
import { type PreparedPython, runPython } from "../run-python.ts";
import { createStdlibFileSystem } from "../stdlib.ts";
import { type PackageArchive, PackageError } from "./package-archive.ts";
import { packagesName, packagesPath } from "./packages-path.ts";
import { unpackedPath, unpackPackage, wheelPath } from "./unpack-package.ts";

/** Fuel for one package. A byte of source takes some 3,000, sympy with its 31 MB 120,000,000,000. */
const maxFuel = 150_000_000_000n;
/** Linear memory for one package, in bytes. */
const maxMemoryBytes: number = 512 * 2 ** 20;
const maxStderrBytes = 100_000;

/**
 * The files of a package as they are installed, below the root of a tree. The same bytes on every
 * machine. Throws {@link PackageError} when the wheel is damaged or takes too much.
 */
export function compilePackage(prepared: PreparedPython, archive: PackageArchive): SyncFileSystem {
  const fs = createStdlibFileSystem();
  for (const path of ["/app", "/tmp", unpackedPath]) fs.mkdir(path);
  fs.writeFile(wheelPath, archive.bytes);
  let said = "";
  const decoder = new TextDecoder();
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(maxFuel),
    args: ["install"],
    clock: createVirtualClock(),
    entropy: createSeededEntropy(0),
    maxMemoryBytes,
    maxStderrBytes,
    stderr: (chunk) => {
      said += decoder.decode(chunk, { stream: true });
    },
  });
  try {
    // What others have installed must not show in the bytes.
    const bare = { ...prepared, packages: undefined };
    const program = { source: unpackPackage(packagesPath), path: "<install>" };
    const { outcome, exitCode } = runPython(bare, program, kernel);
    if (outcome !== "exited" || exitCode !== 0) {
      const reason = outcome === "exited" ? lastLine(said) : `it ended as ${outcome}`;
      throw new PackageError(`Cannot install package "${archive.name}": ${reason}`);
    }
  } finally {
    kernel.close();
  }
  return takeUnpacked(fs);
}

/** Leaves the tree with nothing but the unpacked files. */
function takeUnpacked(fs: SyncFileSystem): SyncFileSystem {
  const files = createStdlibFileSystem();
  files.mkdir(`/${packagesName}`);
  copyTree(fs, unpackedPath, files, `/${packagesName}`);
  return files;
}

/** Copies what is in one directory into another; files that are there already are replaced. */
export function copyTree(
  from: SyncFileSystem,
  source: string,
  to: SyncFileSystem,
  target: string,
): void {
  for (const { name, type } of from.readdir(source)) {
    const path = `${target}/${name}`;
    if (type === "file") {
      to.writeFile(path, from.readFile(`${source}/${name}`));
    } else if (type === "directory") {
      if (!to.exists(path)) to.mkdir(path);
      copyTree(from, `${source}/${name}`, to, path);
    }
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.slice(0, 500) ?? baseName(wheelPath);
}
