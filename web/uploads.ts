/** Takes files from whoever uses the page. */
import type { FileSystem } from "fuelbox";
import { element } from "./dom.ts";
import { formatBytes } from "./format.ts";

/**
 * Puts files into /app under their own names, replacing what is there, and tells their paths. Throws
 * RangeError when they do not fit.
 */
export async function uploadFiles(
  fs: FileSystem,
  files: readonly File[],
): Promise<readonly string[]> {
  const { bytes, snapshotBytes, maxBytes } = await fs.usage();
  const room = maxBytes - bytes - snapshotBytes;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  // Before anything is read: a page should not hold what it cannot keep.
  if (size > room) {
    const what = files.length === 1 ? `"${files[0]?.name}"` : `${files.length} files`;
    throw new RangeError(
      `Cannot upload ${what}: it takes ${formatBytes(size)}, /app has room for ${formatBytes(room)}`,
    );
  }
  const paths = files.map((file) => `/app/${fileName(file)}`);
  for (const [index, path] of paths.entries()) {
    const content = await files[index]?.arrayBuffer();
    if (content !== undefined) await fs.writeFile(path, new Uint8Array(content));
  }
  return paths;
}

/** The last part of a file's name; names that no file can have become one. */
function fileName({ name }: File): string {
  const last = name.slice(name.lastIndexOf("/") + 1);
  return last === "" || last === "." || last === ".." ? "upload" : last;
}

/** Takes what is dropped anywhere in the page; `onDrop` hears where. */
export function acceptDrops(onDrop: (files: readonly File[], target: Element) => void): void {
  const { body } = document;
  const mark = (isOver: boolean): void => {
    body.dataset["drop"] = String(isOver);
  };
  body.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    mark(true);
  });
  body.addEventListener("dragleave", () => mark(false));
  const take = (event: DragEvent): void => {
    mark(false);
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0 || !(event.target instanceof Element)) return;
    event.preventDefault();
    event.stopPropagation();
    onDrop(files, event.target);
  };
  // Before the editor, which would put the content in.
  body.addEventListener("drop", take, { capture: true });
}

/** Lets somebody choose a file; the choice may never come. */
export function chooseFiles(accept: string, onChoose: (files: readonly File[]) => void): void {
  const input = element("input", { type: "file", accept, "aria-label": "File to upload" });
  input.addEventListener("change", () => onChoose([...(input.files ?? [])]));
  input.click();
}
