/** The part of the page that has the files: tree, preview, timeline, uploads and downloads. */
import type { FileSystem } from "fuelbox";
import { find } from "./dom.ts";
import { downloadAll, downloadFile } from "./downloads.ts";
import { showFileTree } from "./file-tree.ts";
import { formatBytes } from "./format.ts";
import { type Attempt, messageOf, type Notify } from "./notices.ts";
import { createPreview } from "./preview.ts";
import { createFileTimeline } from "./timeline-view.ts";
import { chooseFiles, uploadFiles } from "./uploads.ts";
import type { ShowView } from "./views.ts";

/** What the other parts ask of it. */
export interface FilesPart {
  /** Shows the files as they are. */
  draw(): void;
  /** Shows a file. */
  open(path: string): void;
  /** Puts files into /app. */
  upload(files: readonly File[]): Promise<void>;
  /** Remembers the files as they are, if they are others now, and shows them. */
  keep(label: string): Promise<void>;
  /** Replaces all files. */
  replace(label: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
}

/** What it works with. */
export interface FilesPartOptions {
  readonly fs: FileSystem;
  readonly notify: Notify;
  readonly attempt: Attempt;
  readonly showView: ShowView;
  readonly isRunning: () => boolean;
  /** Hears that somebody wants a file as the program. */
  readonly onEdit: (path: string) => void;
  /** Hears that files may be others now. */
  readonly onDraw: () => void;
}

/** Makes the part. */
export function createFilesPart(options: FilesPartOptions): FilesPart {
  const { fs, notify, attempt, showView, isRunning, onEdit, onDraw } = options;
  const tree = find("tree", HTMLElement);
  const room = find("room", HTMLElement);
  let previewed: string | undefined;
  const onDownload = (path: string): void => void attempt(() => downloadFile(fs, path));
  const preview = createPreview(find("preview", HTMLElement), fs, { onDownload, onEdit });
  const draw = (): void => {
    showFileTree(tree, fs, { onOpen: open, onDownload, onDelete });
    const { bytes, maxBytes } = fs.sync.usage();
    room.textContent = `${formatBytes(bytes)} of ${formatBytes(maxBytes)}`;
    preview(previewed);
    onDraw();
  };
  const timeline = createFileTimeline(find("timeline", HTMLElement), fs, {
    onRestored: draw,
    onFailure: (error) => notify(messageOf(error)),
  });
  const keep = async (label: string): Promise<void> => {
    await timeline.keep(label);
    draw();
  };
  const open = (path: string): void => {
    previewed = path;
    preview(path);
    showView("preview");
  };
  const onDelete = (path: string): void =>
    void attempt(async () => {
      await timeline.keep(`Before deleting ${path.slice("/app/".length)}`);
      await fs.rm(path);
      draw();
    });
  const upload = (files: readonly File[]): Promise<void> =>
    attempt(async () => {
      if (isRunning()) notify("Files are written when the program has ended", "info");
      await uploadFiles(fs, files);
      const [first] = files;
      await keep(
        files.length === 1 ? `Upload of ${first?.name}` : `Upload of ${files.length} files`,
      );
    });

  const onClick = (id: string, work: () => Promise<void> | void): void =>
    find(id, HTMLElement).addEventListener("click", () => void attempt(work));
  onClick("upload", () => chooseFiles("", (files) => void upload(files)));
  onClick("download", () => downloadAll(fs));
  onClick("snapshot", () => timeline.keep("Snapshot"));
  return {
    draw,
    open,
    upload,
    keep,
    async replace(label, files): Promise<void> {
      await timeline.keep(`Before ${label}`);
      for (const name of await fs.readdir("/app")) await fs.rm(`/app/${name}`, { recursive: true });
      for (const [path, content] of Object.entries(files)) await fs.writeFile(path, content);
      previewed = undefined;
      await keep(label);
    },
  };
}
