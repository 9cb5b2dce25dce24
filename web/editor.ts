/** The editor of source text: CodeMirror, in the colours of the page. */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { LanguageId } from "./languages.ts";

/** The editor of one text. */
export interface Editor {
  readonly text: string;
  /** Shows another text; the old one, and its undo history, are gone. */
  show(text: string, language: LanguageId): void;
  focus(): void;
}

const colours = HighlightStyle.define(
  (
    [
      [
        "keyword",
        [tags.keyword, tags.operatorKeyword, tags.modifier, tags.self, tags.null, tags.bool],
      ],
      ["string", [tags.string, tags.special(tags.string), tags.regexp]],
      ["number", [tags.number]],
      ["comment", [tags.comment]],
      [
        "name",
        [
          tags.function(tags.variableName),
          tags.function(tags.propertyName),
          tags.definition(tags.className),
        ],
      ],
      ["type", [tags.typeName, tags.className, tags.namespace]],
      ["meta", [tags.meta, tags.processingInstruction]],
    ] as const
  ).map(([name, tag]) => ({ tag: [...tag], color: `var(--code-${name})` })),
);

/** Everything is a variable of the page's styles, so that both themes are one. */
const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "0.8125rem", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--accent)", padding: "0.75rem 0" },
  ".cm-line": { padding: "0 1rem 0 0.5rem" },
  ".cm-gutters": { backgroundColor: "transparent", border: "none", color: "var(--faint)" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.5rem 0 1rem", minWidth: "2.5rem" },
  ".cm-activeLine": { backgroundColor: "var(--active)" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--selection)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)" },
});

const support: Readonly<Record<LanguageId, () => Extension>> = {
  python: () => [python(), indentUnit.of("    ")],
  javascript: () => javascript(),
  typescript: () => javascript({ typescript: true }),
  shell: () => StreamLanguage.define(shell),
  wasm: () => [],
};

/** Opens an editor in `parent`. `onChange` hears that somebody has written something. */
export function openEditor(parent: HTMLElement, onChange: () => void): Editor {
  const stateOf = (text: string, language: LanguageId): EditorState =>
    EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        indentOnInput(),
        syntaxHighlighting(colours),
        support[language](),
        // Tab indents; after Escape it leaves the editor, which CodeMirror sees to itself.
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap.filter(isFree),
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.contentAttributes.of({
          "aria-label": "Source text. Escape, then Tab, leaves the editor",
        }),
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged) onChange();
        }),
        theme,
      ],
    });
  const view = new EditorView({ parent, state: stateOf("", "python") });
  return {
    get text(): string {
      return view.state.doc.toString();
    },
    show: (text, language) => view.setState(stateOf(text, language)),
    focus: () => view.focus(),
  };
}

/** Ctrl-Enter belongs to the page: it runs the program. */
function isFree({ key }: { readonly key?: string }): boolean {
  return key !== "Mod-Enter";
}
