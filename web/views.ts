/** The views of the page: on a phone one at a time, on a wide screen the results beside the rest. */

const ids = ["code", "files", "output", "fuel", "terminal", "preview"] as const;

/** A view of the page. */
export type View = (typeof ids)[number];

/** Shows a view. */
export type ShowView = (view: View) => void;

/** On wide screens these are always there. */
const alwaysWide: ReadonlySet<View> = new Set(["code", "files"]);

/** Wires the tabs of `list`. `onShow` hears which view is shown. */
export function createViews(list: HTMLElement, onShow: (view: View) => void): ShowView {
  const tabs = ids.map((id) => ({ id, tab: list.querySelector<HTMLElement>(`#tab-${id}`) }));
  const { dataset } = document.body;
  const wide = matchMedia("(width >= 60rem)");
  const mark = (): void => {
    const shown = wide.matches ? dataset["wide"] : dataset["view"];
    for (const { id, tab } of tabs) {
      tab?.setAttribute("aria-selected", String(id === shown));
      tab?.setAttribute("tabindex", id === shown ? "0" : "-1");
    }
  };
  const show: ShowView = (view) => {
    dataset["view"] = view;
    if (!alwaysWide.has(view)) dataset["wide"] = view;
    mark();
    // What had the focus may be in a view that is no longer shown.
    if (document.activeElement?.checkVisibility() === false) {
      tabs.find(({ id }) => id === view)?.tab?.focus();
    }
    onShow(view);
  };
  wide.addEventListener("change", mark);
  for (const { id, tab } of tabs) tab?.addEventListener("click", () => show(id));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const shown = tabs.filter(({ tab }) => tab !== null && tab.offsetParent !== null);
    const at = shown.findIndex(({ tab }) => tab === document.activeElement);
    if (step === undefined || at === -1) return;
    event.preventDefault();
    const next = shown[(at + step + shown.length) % shown.length];
    if (next === undefined) return;
    next.tab?.focus();
    show(next.id);
  });
  dataset["wide"] = "output";
  show("code");
  return show;
}
