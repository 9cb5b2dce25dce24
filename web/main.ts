/** The playground: puts the parts of the page together. */
import { openSandbox, type Sandbox } from "fuelbox";
import { maxFileBytes } from "./budget.ts";
import { find } from "./dom.ts";
import { createExamplesPart } from "./examples-part.ts";
import { createFilesPart } from "./files-part.ts";
import { createAttempt, createNotices } from "./notices.ts";
import { workOffline } from "./offline.ts";
import { showBusy } from "./result-view.ts";
import { createPageRunner, createRunPart } from "./run-part.ts";
import { createShellCommands } from "./shell-commands.ts";
import { createSourcePart } from "./source-part.ts";
import type { ShellTerminal } from "./terminal.ts";
import { installTheme } from "./theme.ts";
import { acceptDrops } from "./uploads.ts";
import { createViews } from "./views.ts";

const notify = createNotices(find("notices", HTMLElement));
const attempt = createAttempt(notify);

async function startPage(): Promise<void> {
  const resultPlace = find("result", HTMLElement);
  const sandbox = await openSandbox({
    limits: { fileBytes: maxFileBytes },
    onProgress: (message) => showBusy(resultPlace, message),
  });
  await buildPage(sandbox);
  if (!sandbox.capabilities.engineCache.available) {
    notify(
      "This browser denies the page its storage: languages start slowly at each visit",
      "info",
    );
  }
  await workOffline();
}

async function buildPage(sandbox: Sandbox): Promise<void> {
  const { fs } = sandbox;
  const runner = createPageRunner();
  let terminal: ShellTerminal | undefined;
  installTheme(find("theme", HTMLButtonElement), () => terminal?.retheme());
  const showTerminal = async (): Promise<void> => {
    const { openTerminal } = await import("./terminal.ts");
    const onEnd = (line: string): void => void attempt(() => files.keep(`$ ${line}`));
    terminal ??= openTerminal(find("screen", HTMLElement), {
      run: createShellCommands(sandbox, runner, onEnd),
      onInterrupt: runner.stop,
    });
    terminal.show();
  };
  const showView = createViews(find("views", HTMLElement), (view) => {
    if (view === "terminal") void attempt(showTerminal);
  });
  const files = createFilesPart({
    fs,
    notify,
    attempt,
    showView,
    isRunning: () => runner.isRunning,
    onEdit: (path) => void source.edit(path),
    onDraw: () => source.modulePanel.draw(),
  });
  const source = createSourcePart({ fs, attempt, showView, upload: files.upload });
  acceptDrops((dropped, target) => {
    void (target.closest("#code") === null ? files.upload(dropped) : source.take(dropped));
  });
  createRunPart({ sandbox, runner, notify, showView, files, source });
  await createExamplesPart({ runner, notify, attempt, showView, files, source });
}

await attempt(startPage);
