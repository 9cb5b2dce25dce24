/** What `package.json` says: which file a package is entered by, and how its `.js` files are read. */
import { dirName, joinPath } from "../../vfs/index.ts";
import type { Kernel } from "../kernel.ts";
import { copyCost, hostCost } from "./host-cost.ts";

type Files = Pick<Kernel, "fs" | "fuel">;

/** A larger `package.json` is not looked at, in bytes. */
const maxBytes = 262_144;

/** The file that `subpath` (such as `.` or `./sub`) of a package means; undefined when it says nothing. */
export function findPackageEntry(
  kernel: Files,
  root: string,
  condition: "import" | "require",
  subpath: string,
): string | undefined {
  const description = readPackage(kernel, root);
  if (description === undefined) return undefined;
  const { exports, main } = description;
  const target = exports === undefined ? undefined : selectExport(exports, condition, subpath);
  if (target !== undefined) return joinPath(root, target);
  if (subpath !== ".") return undefined;
  if (typeof main === "string") return joinPath(root, main);
  return condition === "import" ? joinPath(root, "index.js") : undefined;
}

/** How `.js` files near `path` are read, where the nearest `package.json` says it. */
export function packageType(kernel: Files, path: string): "module" | "commonjs" | undefined {
  for (let directory = dirName(path); ; directory = dirName(directory)) {
    const type = readPackage(kernel, directory)?.["type"];
    if (type === "module" || type === "commonjs") return type;
    if (directory === "/") return undefined;
  }
}

function selectExport(
  exports: unknown,
  condition: "import" | "require",
  subpath: string,
): string | undefined {
  const isMap = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith("."));
  let target = isMap ? exports[subpath] : subpath === "." ? exports : undefined;
  while (isRecord(target)) {
    const record: Readonly<Record<string, unknown>> = target;
    const key = [condition, "node", "default"].find((name) => record[name] !== undefined);
    if (key === undefined) return undefined;
    target = record[key];
  }
  return typeof target === "string" ? target : undefined;
}

function readPackage(
  { fs, fuel }: Files,
  directory: string,
): Readonly<Record<string, unknown>> | undefined {
  const path = joinPath(directory, "package.json");
  fuel.charge(hostCost.entry);
  if (!fs.exists(path)) return undefined;
  const { size, type } = fs.stat(path);
  if (type !== "file" || size > maxBytes) return undefined;
  fuel.charge(copyCost(size) * 8);
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(fs.readFile(path)));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
