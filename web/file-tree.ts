/** The files of /app, as a tree of buttons. */
import type { FileSystem } from "fuelbox";
import { button, element, replaceContent } from "./dom.ts";
import { formatBytes } from "./format.ts";

/** What can be done with a file of the tree. */
export interface FileActions {
  readonly onOpen: (path: string) => void;
  readonly onDownload: (path: string) => void;
  readonly onDelete: (path: string) => void;
}

/** More entries than this help nobody, and make a page slow. */
const maxEntries = 300;
const maxDepth = 12;

interface Walk {
  readonly fs: FileSystem;
  readonly actions: FileActions;
  readonly closed: ReadonlySet<string>;
  /** Entries that may still be shown. */
  left: number;
  hidden: number;
}

/** Shows what is in /app, in place of what was shown before. */
export function showFileTree(parent: HTMLElement, fs: FileSystem, actions: FileActions): void {
  const walk: Walk = { fs, actions, closed: closedFolders(parent), left: maxEntries, hidden: 0 };
  const list = listOf(walk, "/app", 0);
  const empty = element("p", { class: "quiet" }, "Empty. Drop files here.");
  replaceContent(parent, list.childElementCount === 0 ? empty : list);
  if (walk.hidden > 0) {
    const more = `… ${walk.hidden.toLocaleString("en")} more`;
    parent.append(element("p", { class: "quiet" }, more));
  }
}

function listOf(walk: Walk, folder: string, depth: number): HTMLUListElement {
  const list = element("ul");
  const entries = walk.fs.sync.readdir(folder);
  const order = (type: string): number => (type === "directory" ? 0 : 1);
  const sorted = [...entries].sort((a, b) => order(a.type) - order(b.type));
  for (const { name, type } of sorted) {
    const isFolder = type === "directory";
    if (walk.left <= 0 || (isFolder && depth === maxDepth)) {
      walk.hidden++;
      continue;
    }
    walk.left--;
    const path = `${folder}/${name}`;
    list.append(isFolder ? folderItem(walk, path, name, depth) : fileItem(walk, path, name));
  }
  return list;
}

function folderItem(walk: Walk, path: string, name: string, depth: number): HTMLLIElement {
  const details = element(
    "details",
    { "data-path": path, open: !walk.closed.has(path) },
    element("summary", { "data-key": path }, name),
    listOf(walk, path, depth + 1),
  );
  return element("li", {}, details);
}

function fileItem({ fs, actions }: Walk, path: string, name: string): HTMLLIElement {
  const size = formatBytes(fs.sync.lstat(path).size);
  const open = button(name, () => actions.onOpen(path), {
    class: "file",
    "data-path": path,
    "data-key": path,
    title: path,
  });
  return element(
    "li",
    { class: "entry" },
    open,
    element("span", { class: "quiet size" }, size),
    button("↓", () => actions.onDownload(path), {
      class: "icon",
      "aria-label": `Download ${name}`,
      "data-key": `download ${path}`,
    }),
    button("×", () => actions.onDelete(path), {
      class: "icon",
      "aria-label": `Delete ${name}`,
      "data-key": `delete ${path}`,
    }),
  );
}

function closedFolders(parent: HTMLElement): ReadonlySet<string> {
  const folders = [...parent.querySelectorAll("details")].filter(({ open }) => !open);
  return new Set(folders.map(({ dataset }) => dataset["path"] ?? ""));
}
