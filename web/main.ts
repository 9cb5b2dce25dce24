/** The playground: puts the parts of the page together. */
import { find } from "./dom.ts";
import { createExamplesPart } from "./examples-part.ts";
import { createFilesPart } from "./files-part.ts";
import { type Home, openHome } from "./home.ts";
import { createKeepingPart, wantsKeeping } from "./keeping-part.ts";
import { createAttempt, createNotices } from "./notices.ts";
import { workOffline } from "./offline.ts";
import { showBusy } from "./result-view.ts";
import { createPageRunner, createRunPart } from "./run-part.ts";
import { BusyError, type Runner } from "./runner.ts";
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
  const runner = createPageRunner();
  let refused: unknown;
  const home = await openHome({
    isKept: wantsKeeping(),
    onProgress: (message) => showBusy(resultPlace, message),
    onRefused: (error) => {
      refused = error;
    },
    checkIdle: () => {
      if (runner.isRunning) throw new BusyError();
    },
  });
  await buildPage(home, runner, refused);
  if (!home.sandbox.capabilities.engineCache.available) {
    notify(
      "This browser denies the page its storage: languages start slowly at each visit",
      "info",
    );
  }
  await workOffline();
}

async function buildPage(home: Home, runner: Runner, refused: unknown): Promise<void> {
  let terminal: ShellTerminal | undefined;
  installTheme(find("theme", HTMLButtonElement), () => terminal?.retheme());
  const showTerminal = async (): Promise<void> => {
    const { openTerminal } = await import("./terminal.ts");
    const onEnd = (line: string): void => void attempt(() => files.keep(`$ ${line}`));
    terminal ??= openTerminal(find("screen", HTMLElement), {
      run: createShellCommands(home, runner, onEnd),
      onInterrupt: runner.stop,
    });
    terminal.show();
  };
  const showView = createViews(find("views", HTMLElement), (view) => {
    if (view === "terminal") void attempt(showTerminal);
  });
  const files = createFilesPart({
    home,
    notify,
    attempt,
    showView,
    isRunning: () => runner.isRunning,
    onEdit: (path) => void source.edit(path),
    onDraw: () => {
      source.modulePanel.draw();
      void keeping.check();
    },
  });
  const source = createSourcePart({ home, attempt, showView, upload: files.upload });
  acceptDrops((dropped, target) => {
    void (target.closest("#code") === null ? files.upload(dropped) : source.take(dropped));
  });
  createRunPart({ home, runner, notify, showView, files, source });
  const keeping = createKeepingPart({ home, notify, attempt, files, refused });
  if (home.isKept) await files.keep("Kept files");
  await createExamplesPart({ runner, notify, attempt, showView, files, source });
}

await attempt(startPage);
