/** The licences of packages whose code is copied into a folder of ours, or into our guests. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const inPackage = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** The folders of the packages that `files` (absolute paths) belong to. */
export function packageFolders(files) {
  const folders = files.flatMap((file) => inPackage.exec(file.replaceAll("\\", "/"))?.[1] ?? []);
  return [...new Set(folders)].sort();
}

/** Where the makers of generated code say what packages are in it. */
const lists = [
  "runtime/javascript/generated/packages.json",
  "runtime/python/generated/packages.json",
  "runtime/shell/generated/packages.json",
];

/** The folders of the packages whose code is in what we generate: what programs find inside the sandbox, and the shell. */
export function guestPackageFolders() {
  const root = new URL("../", import.meta.url);
  const paths = lists.flatMap((list) => JSON.parse(readFileSync(new URL(list, root), "utf8")));
  return [...new Set(paths)].map((path) => fileURLToPath(new URL(path, root)));
}

/** What is said of packages that are not as their authors ship them. */
const changes = { "just-bash": "\nModified: made synchronous and metered, with repairs.\n" };

/** The licences of the packages in `folders`, as one text. */
export function licenses(folders) {
  const texts = folders.map((folder) => {
    const { name, version, license, homepage } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? "" : `\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
    const heading = `${name} ${version}, ${license}${homepage ? `, ${homepage}` : ""}\n`;
    return `${heading}${changes[name] ?? ""}${text}`;
  });
  return `This folder contains, in whole or in part:\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}
