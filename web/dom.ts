/** The few helpers that make elements and find them. */

/** Attributes by name: `true` sets an empty one, `false` and `undefined` set none. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes an element. Strings become text, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      made.setAttribute(key, value === true ? "" : `${value}`);
  }
  made.append(...children);
  return made;
}

/** Makes a button. */
export function button(
  label: string,
  onClick: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onClick);
  return made;
}

/** The element of the page with this id. Throws when there is none of this kind. */
export function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`Cannot find "${id}" in the page`);
}

/**
 * Replaces what is in an element, and lets whoever uses a keyboard stay where they are: on the button
 * with the same `data-key`, or on what has come to its place.
 */
export function replaceContent(parent: HTMLElement, ...children: readonly Node[]): void {
  const places = (): HTMLElement[] => [...parent.querySelectorAll<HTMLElement>("[data-key]")];
  const focused = parent.querySelector<HTMLElement>("[data-key]:focus");
  const at = focused === null ? -1 : places().indexOf(focused);
  const key = focused?.dataset["key"];
  parent.replaceChildren(...children);
  if (at === -1) return;
  const now = places();
  const same = now.find(({ dataset }) => dataset["key"] === key);
  (same ?? now[Math.min(at, now.length - 1)])?.focus();
}
