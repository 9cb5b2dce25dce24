/** The part of the page that brings programs in and out: examples, and links. */
import { element, find } from "./dom.ts";
import { type Example, examples } from "./examples.ts";
import type { FilesPart } from "./files-part.ts";
import type { Attempt, Notify } from "./notices.ts";
import { BusyError, type Runner } from "./runner.ts";
import { decodeFragment, encodeFragment } from "./share-link.ts";
import type { SourcePart } from "./source-part.ts";
import type { ShowView } from "./views.ts";

/** What the part works with. */
export interface ExamplesPartOptions {
  readonly runner: Runner;
  readonly notify: Notify;
  readonly attempt: Attempt;
  readonly showView: ShowView;
  readonly files: FilesPart;
  readonly source: SourcePart;
}

/** Wires the list of examples and the links. Resolves when the page shows its first program. */
export async function createExamplesPart(options: ExamplesPartOptions): Promise<void> {
  const { runner, notify, attempt, showView, files, source } = options;
  const { program, modulePanel } = source;
  const select = find("example", HTMLSelectElement);
  const about = find("example-about", HTMLElement);
  let shown: Example | undefined;
  const show = async (
    example: Example,
    code = example.code,
    language = example.language,
    exampleFiles = example.files,
  ): Promise<void> => {
    select.value = shown?.id ?? example.id;
    if (runner.isRunning) throw new BusyError();
    await files.replace(example.title, exampleFiles);
    shown = example;
    select.value = example.id;
    about.textContent = example.about;
    program.show(language, code);
    modulePanel.explain(example.language === "wasm" ? example.code : "");
    showView("code");
  };
  const readLink = async (): Promise<void> => {
    const shared = await decodeFragment(location.hash);
    const example = examples.find(({ id }) => id === shared?.example) ?? examples[0];
    if (example === undefined || (shared === undefined && shown !== undefined)) return;
    // What was kept is as somebody has left it.
    const exampleFiles = shared === undefined && files.hasKept ? {} : example.files;
    await show(example, shared?.code, shared?.language, exampleFiles);
    if (shared === undefined) return;
    notify("This is the code of the link. Nothing runs until you say so", "info");
  };
  const share = async (): Promise<void> => {
    const { language, text } = program;
    if (language === "wasm")
      throw new RangeError("Cannot make a link: modules are too long for one");
    const fragment = await encodeFragment({ language, code: text, example: shown?.id });
    history.replaceState(null, "", `#${fragment}`);
    const isCopied = await navigator.clipboard.writeText(location.href).then(
      () => true,
      () => false,
    );
    const where = isCopied ? "copied" : "in the address bar";
    notify(`The link is ${where}. It holds the code, not your files`, "info");
  };
  select.append(...examples.map(({ id, title }) => element("option", { value: id }, title)));
  select.addEventListener("change", () => {
    const example = examples.find(({ id }) => id === select.value);
    if (example !== undefined) void attempt(() => show(example));
  });
  find("share", HTMLElement).addEventListener("click", () => void attempt(share));
  addEventListener("hashchange", () => void attempt(readLink));
  await attempt(readLink);
  const [first] = examples;
  // The link was damaged.
  if (shown === undefined && first !== undefined) await attempt(() => show(first));
}
