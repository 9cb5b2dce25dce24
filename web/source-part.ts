/** The part of the page that has the program: language, editor, module, and files that become one. */
import { find } from "./dom.ts";
import { openEditor } from "./editor.ts";
import { formatBytes } from "./format.ts";
import type { Home } from "./home.ts";
import { createLanguageSwitch } from "./language-switch.ts";
import { languageOfFile } from "./languages.ts";
import { createModulePanel, type ModulePanel } from "./module-panel.ts";
import type { Attempt } from "./notices.ts";
import { createShownProgram, type ShownProgram } from "./program.ts";
import { maxSourceBytes, readSourceText } from "./source-text.ts";
import { isArchive } from "./unpack.ts";
import { chooseFiles } from "./uploads.ts";
import type { ShowView } from "./views.ts";

/** What the other parts ask of it. */
export interface SourcePart {
  readonly program: ShownProgram;
  readonly modulePanel: ModulePanel;
  /** Takes a file of /app as the program. */
  edit(path: string): Promise<void>;
  /** Takes what has been dropped on the editor: a program, or files for /app. */
  take(files: readonly File[]): Promise<void>;
}

/** What it works with. */
export interface SourcePartOptions {
  readonly home: Home;
  readonly attempt: Attempt;
  readonly showView: ShowView;
  readonly upload: (files: readonly File[]) => Promise<void>;
}

/** Makes the part. */
export function createSourcePart({
  home,
  attempt,
  showView,
  upload,
}: SourcePartOptions): SourcePart {
  const editorPlace = find("editor", HTMLElement);
  const modulePlace = find("module", HTMLElement);
  const editor = openEditor(editorPlace, () => {
    // What the address holds is no longer what the editor shows.
    if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
  });
  const modulePanel = createModulePanel(modulePlace, home, () =>
    chooseFiles(".wasm", (files) => void take(files)),
  );
  const languageSwitch = createLanguageSwitch(find("languages", HTMLElement), (language) =>
    program.switchTo(language),
  );
  const places = { editor, modulePanel, languageSwitch, editorPlace, modulePlace };
  const program = createShownProgram(places);
  const show = (name: string, bytes: Uint8Array): void => {
    const text = readSourceText(bytes);
    if (text === undefined) {
      const most = formatBytes(maxSourceBytes);
      throw new RangeError(
        `Cannot open "${name}" as source: must be text of at most ${most}. Drop it on Files to put it into /app`,
      );
    }
    const language = languageOfFile(name)?.id ?? program.language;
    program.show(language === "wasm" ? "python" : language, text);
    showView("code");
    editor.focus();
  };
  const take = (files: readonly File[]): Promise<void> =>
    attempt(async () => {
      const [file, ...others] = files;
      if (file === undefined) return;
      const isModule = file.name.toLowerCase().endsWith(".wasm");
      const isForApp = others.length > 0 || isArchive(file.name);
      if (isModule || isForApp) await upload(files);
      if (isForApp) return;
      if (isModule) {
        program.switchTo("wasm");
        modulePanel.explain("");
        modulePanel.draw(`/app/${file.name}`);
        return;
      }
      const start = file.slice(0, maxSourceBytes + 1);
      show(file.name, new Uint8Array(await start.arrayBuffer()));
    });
  return {
    program,
    modulePanel,
    take,
    edit: (path) =>
      attempt(async () =>
        show(path.slice(path.lastIndexOf("/") + 1), await home.fs.readFile(path)),
      ),
  };
}
