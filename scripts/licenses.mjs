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

/** The folders of the packages whose code programs find inside the sandbox. */
export function guestPackageFolders() {
  const root = new URL("../", import.meta.url);
  const list = new URL("runtime/javascript/generated/packages.json", root);
  return JSON.parse(readFileSync(list, "utf8")).map((path) => fileURLToPath(new URL(path, root)));
}

/** The licences of the packages in `folders`, as one text. */
export function licenses(folders) {
  const texts = folders.map((folder) => {
    const { name, version, license, homepage } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? "" : `\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
    return `${name} ${version}, ${license}${homepage ? `, ${homepage}` : ""}\n${text}`;
  });
  return `This folder contains, in whole or in part:\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}
