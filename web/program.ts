/** The program that the page shows: its language, its text, and the example it came from. */
import type { Editor } from "./editor.ts";
import { type Example, examples } from "./examples.ts";
import type { LanguageSwitch } from "./language-switch.ts";
import type { LanguageId } from "./languages.ts";
import type { ModulePanel } from "./module-panel.ts";

/** The program of the page. */
export interface ShownProgram {
  readonly language: LanguageId;
  readonly text: string;
  /** Shows a program in a language; each language keeps its own text. */
  show(language: LanguageId, text: string): void;
  /** Shows the text that a language had last. */
  switchTo(language: LanguageId): void;
}

/** What the program is shown in. */
export interface ProgramPlaces {
  readonly editor: Editor;
  readonly modulePanel: ModulePanel;
  readonly languageSwitch: LanguageSwitch;
  readonly editorPlace: HTMLElement;
  readonly modulePlace: HTMLElement;
}

/** Makes the program of the page. */
export function createShownProgram(places: ProgramPlaces): ShownProgram {
  const { editor, modulePanel, languageSwitch, editorPlace, modulePlace } = places;
  const texts = new Map<LanguageId, string>();
  let language: LanguageId = languageSwitch.language;
  const show = (next: LanguageId, text: string): void => {
    if (language !== "wasm") texts.set(language, editor.text);
    language = next;
    languageSwitch.choose(next);
    const isModule = next === "wasm";
    editorPlace.hidden = isModule;
    modulePlace.hidden = !isModule;
    if (isModule) modulePanel.draw();
    else editor.show(text, next);
  };
  return {
    get language(): LanguageId {
      return language;
    },
    get text(): string {
      return language === "wasm" ? "" : editor.text;
    },
    show,
    switchTo: (next) => show(next, texts.get(next) ?? firstText(next)),
  };
}

/** A language that nobody has written in yet begins with its first example. */
function firstText(language: LanguageId): string {
  return examples.find((example: Example) => example.language === language)?.code ?? "";
}
