/** The part of the page that has the files: tree, preview, timeline, uploads and downloads. */
import { find } from "./dom.ts";
import { downloadAll, downloadFile } from "./downloads.ts";
import { showFileTree } from "./file-tree.ts";
import { formatBytes } from "./format.ts";
import { type Home, isEmpty } from "./home.ts";
import { type Attempt, messageOf, type Notify } from "./notices.ts";
import { createPreview } from "./preview.ts";
import { createFileTimeline } from "./timeline-view.ts";
import { isArchive, unpack } from "./unpack.ts";
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
  /** Replaces all files. Where the browser keeps them, none is replaced: others are put beside them. */
  replace(label: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  /** Whether the browser has kept files. */
  readonly hasKept: boolean;
}

/** What it works with. */
export interface FilesPartOptions {
  readonly home: Home;
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
  const { home, notify, attempt, showView, isRunning, onEdit, onDraw } = options;
  const tree = find("tree", HTMLElement);
  const room = find("room", HTMLElement);
  let previewed: string | undefined;
  const onDownload = (path: string): void => void attempt(() => downloadFile(home.fs, path));
  const onUnpack = (path: string): void =>
    void attempt(async () => {
      const name = path.slice("/app/".length);
      await timeline.keep(`Before unpacking ${name}`);
      await unpack(home.fs, path);
      await keep(`Unpacked ${name}`);
    });
  const preview = createPreview(find("preview", HTMLElement), home, {
    onDownload,
    onEdit,
    onUnpack,
  });
  const draw = (): void => {
    showFileTree(tree, home.fs, { onOpen: open, onDownload, onDelete });
    const { bytes, maxBytes } = home.fs.sync.usage();
    room.textContent = `${formatBytes(bytes)} of ${formatBytes(maxBytes)}`;
    preview(previewed);
    onDraw();
  };
  const timeline = createFileTimeline(find("timeline", HTMLElement), home, {
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
      await home.fs.rm(path);
      draw();
    });
  const upload = (files: readonly File[]): Promise<void> =>
    attempt(async () => {
      if (isRunning()) notify("Files are written when the program has ended", "info");
      const archives = (await uploadFiles(home.fs, files)).filter(isArchive);
      const [first] = files;
      await keep(
        files.length === 1 ? `Upload of ${first?.name}` : `Upload of ${files.length} files`,
      );
      for (const path of archives) {
        notify(`"${path.slice("/app/".length)}" is an archive`, "info", {
          label: "Unpack into /app",
          onChoose: () => onUnpack(path),
        });
      }
    });

  const onClick = (id: string, work: () => Promise<void> | void): void =>
    find(id, HTMLElement).addEventListener("click", () => void attempt(work));
  onClick("upload", () => chooseFiles("", (files) => void upload(files)));
  onClick("download", () => downloadAll(home.fs));
  onClick("snapshot", () => timeline.keep("Snapshot"));
  return {
    get hasKept(): boolean {
      return home.isKept && !isEmpty(home.fs);
    },
    draw,
    open,
    upload,
    keep,
    async replace(label, files): Promise<void> {
      await timeline.keep(`Before ${label}`);
      const { fs, isKept } = home;
      const old = isKept ? [] : await fs.readdir("/app");
      for (const name of old) await fs.rm(`/app/${name}`, { recursive: true });
      for (const [path, content] of Object.entries(files)) {
        if (!fs.sync.exists(path)) await fs.writeFile(path, content);
      }
      previewed = undefined;
      await keep(label);
    },
  };
}
