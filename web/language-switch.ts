/** The switch between languages: a group of radio buttons. */
import { element } from "./dom.ts";
import { type LanguageId, languages } from "./languages.ts";

/** The switch of the page. */
export interface LanguageSwitch {
  readonly language: LanguageId;
  /** Chooses a language, without telling anybody. */
  choose(language: LanguageId): void;
}

/** Makes the switch in `parent`. `onChoose` hears what somebody has chosen. */
export function createLanguageSwitch(
  parent: HTMLElement,
  onChoose: (language: LanguageId) => void,
): LanguageSwitch {
  let chosen: LanguageId = "python";
  const inputs = languages.map(({ id, label }) => {
    const input = element("input", { type: "radio", name: "language", value: id });
    input.addEventListener("change", () => {
      chosen = id;
      onChoose(id);
    });
    parent.append(element("label", { class: "chip" }, input, element("span", {}, label)));
    return { id, input };
  });
  const choose = (language: LanguageId): void => {
    chosen = language;
    for (const { id, input } of inputs) input.checked = id === language;
  };
  choose(chosen);
  return {
    get language(): LanguageId {
      return chosen;
    },
    choose,
  };
}
