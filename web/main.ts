/** The playground: puts the parts of the page together. */
import { openSandbox, type Sandbox } from "fuelbox";
import { maxFileBytes } from "./budget.ts";
import { element, find } from "./dom.ts";
import { downloadAll, downloadFile } from "./downloads.ts";
import { openEditor } from "./editor.ts";
import { type Example, examples } from "./examples.ts";
import { showFileTree } from "./file-tree.ts";
import { formatBytes } from "./format.ts";
import { createGauges } from "./gauges.ts";
import { createLanguageSwitch } from "./language-switch.ts";
import { findLanguage, languageOfFile } from "./languages.ts";
import { createModulePanel } from "./module-panel.ts";
import { createNotices, messageOf } from "./notices.ts";
import { forgetEngines, workOffline } from "./offline.ts";
import { createOutputView } from "./output-view.ts";
import { createPreview } from "./preview.ts";
import { createShownProgram } from "./program.ts";
import { showBusy, showFailure, showResult } from "./result-view.ts";
import { BusyError, createRunner } from "./runner.ts";
import { decodeFragment, encodeFragment } from "./share-link.ts";
import { createShellCommands } from "./shell-commands.ts";
import { maxSourceBytes, readSourceText } from "./source-text.ts";
import type { ShellTerminal } from "./terminal.ts";
import { installTheme } from "./theme.ts";
import { createFileTimeline } from "./timeline-view.ts";
import { acceptDrops, chooseFiles, uploadFiles } from "./uploads.ts";
import { createViews } from "./views.ts";

const notify = createNotices(find("notices", HTMLElement));
let terminal: ShellTerminal | undefined;
installTheme(find("theme", HTMLButtonElement), () => terminal?.retheme());

/** Does something that may fail, and says so if it does. */
async function attempt(work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    notify(messageOf(error));
  }
}

const resultPlace = find("result", HTMLElement);

async function startPage(): Promise<void> {
  const sandbox = await openSandbox({
    limits: { fileBytes: maxFileBytes },
    onProgress: (message) => showBusy(resultPlace, message),
  });
  buildPage(sandbox);
  const { engineCache } = sandbox.capabilities;
  if (!engineCache.available) {
    notify(
      "This browser denies the page its storage: languages start slowly at each visit",
      "info",
    );
  }
  await workOffline();
}

function buildPage(sandbox: Sandbox): void {
  const { fs } = sandbox;
  const runButton = find("run", HTMLButtonElement);
  const exampleSelect = find("example", HTMLSelectElement);
  const exampleAbout = find("example-about", HTMLElement);
  const editorPlace = find("editor", HTMLElement);
  const modulePlace = find("module", HTMLElement);
  let example: Example | undefined;
  let previewed: string | undefined;

  // Files.
  const drawFiles = (): void => {
    showFileTree(find("tree", HTMLElement), fs, { onOpen: openFile, onDownload, onDelete });
    void fs.usage().then(({ bytes, maxBytes }) => {
      find("room", HTMLElement).textContent = `${formatBytes(bytes)} of ${formatBytes(maxBytes)}`;
    });
    modulePanel.draw();
    preview(previewed);
  };
  const onDownload = (path: string): void => void attempt(() => downloadFile(fs, path));
  const onDelete = (path: string): void =>
    void attempt(async () => {
      await timeline.keep(`Before deleting ${path.slice("/app/".length)}`);
      await fs.rm(path);
      drawFiles();
    });
  const openFile = (path: string): void => {
    previewed = path;
    preview(path);
    views("preview");
  };
  const editFile = (path: string): void =>
    void attempt(async () =>
      showSource(path.slice(path.lastIndexOf("/") + 1), await fs.readFile(path)),
    );
  const preview = createPreview(find("preview", HTMLElement), fs, { onDownload, onEdit: editFile });
  const timeline = createFileTimeline(find("timeline", HTMLElement), fs, {
    onRestored: drawFiles,
    onFailure: (error) => notify(messageOf(error)),
  });
  const upload = (files: readonly File[]): Promise<void> =>
    attempt(async () => {
      if (runner.isRunning) notify("Files are written when the program has ended", "info");
      await uploadFiles(fs, files);
      await timeline.keep(
        files.length === 1 ? `Upload of ${files[0]?.name}` : `Upload of ${files.length} files`,
      );
      drawFiles();
    });

  // The program.
  const editor = openEditor(editorPlace, () => {
    if (location.hash !== "") history.replaceState(null, "", location.pathname + location.search);
  });
  const modulePanel = createModulePanel(modulePlace, fs, () =>
    chooseFiles(".wasm", (files) => void takeSource(files)),
  );
  const languageSwitch = createLanguageSwitch(find("languages", HTMLElement), (language) =>
    program.switchTo(language),
  );
  const program = createShownProgram({
    editor,
    modulePanel,
    languageSwitch,
    editorPlace,
    modulePlace,
  });
  const showSource = (name: string, bytes: Uint8Array): void => {
    const text = readSourceText(bytes);
    if (text === undefined) {
      const most = formatBytes(maxSourceBytes);
      throw new RangeError(
        `Cannot open "${name}" as source: must be text of at most ${most}. Drop it on Files to put it into /app`,
      );
    }
    const language = languageOfFile(name)?.id ?? program.language;
    program.show(language === "wasm" ? "python" : language, text);
    views("code");
    editor.focus();
  };
  const takeSource = (files: readonly File[]): Promise<void> =>
    attempt(async () => {
      const [file, ...others] = files;
      if (file === undefined) return;
      if (others.length > 0) return upload(files);
      if (file.name.toLowerCase().endsWith(".wasm")) {
        await upload(files);
        program.switchTo("wasm");
        modulePanel.explain("");
        modulePanel.draw(`/app/${file.name}`);
      } else {
        const start = file.slice(0, maxSourceBytes + 1);
        showSource(file.name, new Uint8Array(await start.arrayBuffer()));
      }
    });
  acceptDrops((files, target) => {
    void (target.closest("#code") === null ? upload(files) : takeSource(files));
  });

  // Runs.
  const output = createOutputView(find("log", HTMLElement));
  const gauges = createGauges(find("gauges", HTMLElement));
  const runner = createRunner(gauges, (isRunning) => {
    document.body.dataset["running"] = String(isRunning);
    runButton.replaceChildren(
      element("span", {}, isRunning ? "Stop" : "Run"),
      element("kbd", { "aria-hidden": "true" }, isRunning ? "Esc" : "Ctrl ⏎"),
    );
  });
  const runProgram = async (): Promise<void> => {
    const { language, text } = program;
    const file = language === "wasm" ? modulePanel.path : undefined;
    if (language === "wasm" && file === undefined) {
      return notify("Cannot run: there is no module in /app. Upload a .wasm file");
    }
    const source = file === undefined ? { [language]: text } : { file, args: modulePanel.args };
    try {
      const result = await runner.run((controls) => {
        output.clear();
        showBusy(resultPlace, "Running …");
        views("output");
        return sandbox.run({
          ...source,
          ...controls,
          onStdout: (chunk) => output.add("stdout", chunk),
          onStderr: (chunk) => output.add("stderr", chunk),
        });
      });
      output.finish();
      showResult(resultPlace, result, openFile);
      await timeline.keep(`${file ?? findLanguage(language)?.label} run`);
      drawFiles();
    } catch (error) {
      const message = messageOf(error);
      notify(message);
      if (error instanceof BusyError) return;
      showFailure(resultPlace, message);
      await forgetEngines();
    }
  };
  runButton.addEventListener("click", () => {
    if (runner.isRunning) runner.stop();
    else void runProgram();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape" && runner.isRunning) runner.stop();
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      event.stopPropagation();
      void runProgram();
    },
    { capture: true },
  );

  // Views and the terminal.
  const commands = createShellCommands(sandbox, runner, (line) => {
    void attempt(async () => {
      await timeline.keep(`$ ${line.split("\n")[0]}`);
      drawFiles();
    });
  });
  const showTerminal = async (): Promise<void> => {
    const { openTerminal } = await import("./terminal.ts");
    terminal ??= openTerminal(find("screen", HTMLElement), {
      run: commands,
      onInterrupt: runner.stop,
    });
    terminal.show();
  };
  const views = createViews(find("views", HTMLElement), (view) => {
    if (view === "terminal") void attempt(showTerminal);
  });

  // Examples and links.
  const showExample = (
    chosen: Example,
    text = chosen.code,
    language = chosen.language,
  ): Promise<void> =>
    attempt(async () => {
      if (runner.isRunning) throw new BusyError();
      await timeline.keep("Before the example");
      for (const name of await fs.readdir("/app")) await fs.rm(`/app/${name}`, { recursive: true });
      for (const [path, content] of Object.entries(chosen.files)) await fs.writeFile(path, content);
      await timeline.keep(chosen.title);
      example = chosen;
      exampleSelect.value = chosen.id;
      exampleAbout.textContent = chosen.about;
      program.show(language, text);
      modulePanel.explain(chosen.language === "wasm" ? chosen.code : "");
      previewed = undefined;
      drawFiles();
      views("code");
    });
  const readLink = async (): Promise<void> => {
    const shared = await decodeFragment(location.hash);
    const [first] = examples;
    const chosen = examples.find(({ id }) => id === shared?.example) ?? first;
    if (chosen !== undefined) await showExample(chosen, shared?.code, shared?.language);
    if (shared !== undefined)
      notify("This is the code of the link. Nothing runs until you say so", "info");
  };
  const share = async (): Promise<void> => {
    const { language, text } = program;
    if (language === "wasm")
      throw new RangeError("Cannot make a link: modules are too long for one");
    const fragment = await encodeFragment({ language, code: text, example: example?.id });
    history.replaceState(null, "", `#${fragment}`);
    const copied = await navigator.clipboard.writeText(location.href).then(
      () => true,
      () => false,
    );
    notify(
      copied
        ? "The link is copied: it holds the code, not the files"
        : "The link is in the address bar",
      "info",
    );
  };
  exampleSelect.append(...examples.map(({ id, title }) => element("option", { value: id }, title)));
  exampleSelect.addEventListener("change", () => {
    const chosen = examples.find(({ id }) => id === exampleSelect.value);
    if (chosen !== undefined) void showExample(chosen);
  });
  find("share", HTMLElement).addEventListener("click", () => void attempt(share));
  find("upload", HTMLElement).addEventListener("click", () =>
    chooseFiles("", (files) => void upload(files)),
  );
  find("download", HTMLElement).addEventListener(
    "click",
    () => void attempt(() => downloadAll(fs)),
  );
  find("snapshot", HTMLElement).addEventListener(
    "click",
    () => void attempt(() => timeline.keep("Snapshot")),
  );
  addEventListener("hashchange", () => void attempt(readLink));
  void attempt(readLink);
}

await attempt(startPage);
