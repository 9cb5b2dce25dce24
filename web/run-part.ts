/** The part of the page that runs programs: the button, the keys, gauges, output and result. */
import { element, find } from "./dom.ts";
import type { FilesPart } from "./files-part.ts";
import { createFuelChart } from "./fuel-chart.ts";
import { createGauges } from "./gauges.ts";
import type { Home } from "./home.ts";
import { findLanguage } from "./languages.ts";
import { messageOf, type Notify } from "./notices.ts";
import { forgetEngines, keepLoaded } from "./offline.ts";
import { createOutputView } from "./output-view.ts";
import { showBusy, showFailure, showResult } from "./result-view.ts";
import { BusyError, createRunner, type Runner } from "./runner.ts";
import type { SourcePart } from "./source-part.ts";
import type { ShowView } from "./views.ts";

const modifier = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl";

/** Makes the gauges, and what runs programs by them. */
export function createPageRunner(): Runner {
  const button = find("run", HTMLButtonElement);
  const show = (isRunning: boolean): void => {
    document.body.dataset["running"] = String(isRunning);
    button.replaceChildren(
      element("span", {}, isRunning ? "Stop" : "Run"),
      element("kbd", { "aria-hidden": "true" }, isRunning ? "Esc" : `${modifier} ⏎`),
    );
  };
  show(false);
  return createRunner(createGauges(find("gauges", HTMLElement)), show);
}

/** What the part works with. */
export interface RunPartOptions {
  readonly home: Home;
  readonly runner: Runner;
  readonly notify: Notify;
  readonly showView: ShowView;
  readonly files: FilesPart;
  readonly source: SourcePart;
}

/** Wires the button and the keys. */
export function createRunPart(options: RunPartOptions): void {
  const { home, runner, notify, showView, files, source } = options;
  const output = createOutputView(find("log", HTMLElement));
  const chart = createFuelChart(find("fuel", HTMLElement));
  const resultPlace = find("result", HTMLElement);
  const run = async (): Promise<void> => {
    const { language, text } = source.program;
    const file = language === "wasm" ? source.modulePanel.path : undefined;
    if (language === "wasm" && file === undefined) {
      return notify("Cannot run: there is no module in /app. Upload a .wasm file");
    }
    const what =
      file === undefined ? { [language]: text } : { file, args: source.modulePanel.args };
    try {
      const ended = await runner.run(
        (controls) => {
          output.clear();
          showBusy(resultPlace, `Getting ${findLanguage(language)?.label} ready …`);
          showView("output");
          return home.sandbox.run({
            ...what,
            ...controls,
            profile: chart.isWanted,
            onStdout: (chunk) => output.add("stdout", chunk),
            onStderr: (chunk) => output.add("stderr", chunk),
          });
        },
        () => showBusy(resultPlace, "Running …"),
      );
      output.finish(ended.result.stdoutTruncated || ended.result.stderrTruncated);
      showResult(resultPlace, ended, files.open);
      chart.show(ended.result.profile);
      // The first run of a language loads its engine, maybe before the service worker is there.
      keepLoaded();
      await files.keep(`${file ?? findLanguage(language)?.label} run`);
    } catch (error) {
      const message = messageOf(error);
      notify(message);
      if (error instanceof BusyError) return;
      showFailure(resultPlace, message);
      await forgetEngines();
    }
  };
  find("run", HTMLButtonElement).addEventListener("click", () => {
    if (runner.isRunning) runner.stop();
    else void run();
  });
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && runner.isRunning) runner.stop();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void run();
  };
  // Before the editor and the terminal, which have their own meaning for Enter.
  document.addEventListener("keydown", onKey, { capture: true });
}
