/** Shows a file as what it is: a picture, a table, a tree of JSON, text, or bytes. */
import type { FileSystem } from "fuelbox";
import { readCsv } from "./csv-rows.ts";
import { button, element } from "./dom.ts";
import { formatBytes } from "./format.ts";
import type { Home } from "./home.ts";
import { jsonTree } from "./json-tree.ts";
import { languageOfFile } from "./languages.ts";
import { isArchive } from "./unpack.ts";

/** How much of a file is read for text, in bytes. */
const maxTextBytes = 256 * 1024;
const maxPictureBytes = 16 * 2 ** 20;
const maxJsonBytes = 2 ** 20;
const csvLimits = { maxRows: 500, maxColumns: 40 };
const dumpedBytes = 256;
const dumpedRow = 8;

const pictures: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
};

/** What can be done with the file that is shown. */
export interface PreviewActions {
  readonly onDownload: (path: string) => void;
  /** Takes a file as the program. */
  readonly onEdit: (path: string) => void;
  /** Unpacks an archive. */
  readonly onUnpack: (path: string) => void;
}

/** Makes a function that shows a file in `parent`. */
export function createPreview(
  parent: HTMLElement,
  home: Home,
  actions: PreviewActions,
): (path: string | undefined) => void {
  /** The address of the picture that is shown. */
  let address: string | undefined;
  return (path) => {
    const { fs } = home;
    if (address !== undefined) URL.revokeObjectURL(address);
    address = undefined;
    if (path === undefined || !isFile(fs, path)) {
      parent.replaceChildren(
        element("p", { class: "quiet empty" }, "Choose a file to see it here."),
      );
      return;
    }
    const { size } = fs.sync.stat(path);
    const heading = element(
      "div",
      { class: "heading" },
      element("h2", { class: "path" }, path),
      element("span", { class: "quiet" }, formatBytes(size)),
      ...(isProgram(path) ? [button("Edit", () => actions.onEdit(path), { class: "small" })] : []),
      ...(isArchive(path)
        ? [button("Unpack", () => actions.onUnpack(path), { class: "small" })]
        : []),
      button("Download", () => actions.onDownload(path), { class: "small" }),
    );
    const type = pictures[extensionOf(path)];
    let body: Node;
    if (type !== undefined && size <= maxPictureBytes) {
      address = URL.createObjectURL(new Blob([fs.sync.readFile(path)], { type }));
      body = picture(address, path);
    } else body = contentOf(fs, path, size);
    parent.replaceChildren(heading, body);
  };
}

/** Only ever as an image: what is in one, scripts as well, stays in it. */
function picture(address: string, path: string): HTMLElement {
  const image = element("img", { src: address, alt: path });
  const figure = element("figure", { class: "picture" }, image);
  image.addEventListener("error", () => {
    figure.replaceChildren(element("p", { class: "quiet" }, "This picture cannot be shown."));
  });
  return figure;
}

function contentOf(fs: FileSystem, path: string, size: number): Node {
  const extension = extensionOf(path);
  const start = readStart(fs, path, extension === "json" ? maxJsonBytes : maxTextBytes);
  const isWhole = start.length === size;
  const text = textOf(start, isWhole);
  if (text === undefined) return dump(start, size);
  if (extension === "csv" || extension === "tsv") {
    return table(text, extension === "csv" ? "," : "\t", isWhole);
  }
  if (extension === "json" && isWhole) {
    const tree = parse(text);
    if (tree !== undefined) return tree;
  }
  const rest = isWhole
    ? []
    : [note(`… the first ${formatBytes(start.length)} of ${formatBytes(size)}`)];
  return element(
    "div",
    { class: "scroll" },
    element("pre", { class: "text", tabindex: 0 }, text),
    ...rest,
  );
}

function parse(text: string): HTMLElement | undefined {
  try {
    return element("div", { class: "scroll json" }, jsonTree(JSON.parse(text)));
  } catch {
    return undefined;
  }
}

function table(text: string, separator: string, isWhole: boolean): HTMLElement {
  const { rows, isCut } = readCsv(text, separator, csvLimits);
  const [names = [], ...others] = rows;
  const cells = (row: readonly string[], name: "th" | "td"): HTMLElement[] =>
    row.map((cell) => {
      const isNumber = name === "td" && cell !== "" && Number.isFinite(Number(cell));
      const scope = name === "th" ? { scope: "col" } : {};
      return element(name, { ...scope, class: isNumber ? "number" : undefined }, cell);
    });
  const head = element("thead", {}, element("tr", {}, ...cells(names, "th")));
  const body = element("tbody", {}, ...others.map((row) => element("tr", {}, ...cells(row, "td"))));
  const rest = isCut || !isWhole ? [note(`… the first ${others.length} rows`)] : [];
  return element(
    "div",
    { class: "scroll", tabindex: 0 },
    element("table", {}, head, body),
    ...rest,
  );
}

function dump(bytes: Uint8Array, size: number): HTMLElement {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, dumpedBytes); at += dumpedRow) {
    const row = [...bytes.subarray(at, at + dumpedRow)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const letters = row.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : "."));
    lines.push(
      `${at.toString(16).padStart(4, "0")}  ${hex.padEnd(3 * dumpedRow - 1)}  ${letters.join("")}`,
    );
  }
  const rest =
    size > dumpedBytes ? [note(`… the first ${dumpedBytes} of ${formatBytes(size)}`)] : [];
  return element(
    "div",
    { class: "scroll" },
    element("pre", { class: "text", tabindex: 0 }, lines.join("\n")),
    ...rest,
  );
}

function note(text: string): HTMLElement {
  return element("p", { class: "quiet note" }, text);
}

function readStart(fs: FileSystem, path: string, maxBytes: number): Uint8Array {
  const file = fs.sync.open(path, { read: true });
  try {
    const target = new Uint8Array(Math.min(maxBytes, fs.sync.fstat(file).size));
    return target.subarray(0, fs.sync.read(file, target, 0));
  } finally {
    fs.sync.close(file);
  }
}

/** Undefined for what is no text. The last character of a text that was cut may be cut as well. */
function textOf(bytes: Uint8Array, isWhole: boolean): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !isWhole });
  } catch {
    return undefined;
  }
}

/** Whether it is still there, and no link to a directory. */
function isFile(fs: FileSystem, path: string): boolean {
  return fs.sync.exists(path) && fs.sync.stat(path).type === "file";
}

/** Whether the editor can take it. */
function isProgram(path: string): boolean {
  const language = languageOfFile(path);
  return language !== undefined && language.id !== "wasm";
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1).toLowerCase();
}
