/** JSON as a tree that is opened level by level. */
import { element } from "./dom.ts";
import { formatCounted } from "./format.ts";

/** How many members of one value are shown. */
const maxMembers = 200;
const maxTextLength = 500;

/** Shows a value; what is in it appears when it is opened. The outermost is open. */
export function jsonTree(value: unknown): HTMLElement {
  const shown = node(undefined, value);
  if (shown instanceof HTMLDetailsElement) shown.open = true;
  return shown;
}

function node(name: string | undefined, value: unknown): HTMLElement {
  const label = name === undefined ? [] : [element("span", { class: "key" }, name), ": "];
  if (typeof value !== "object" || value === null) {
    return element("div", { class: "leaf" }, ...label, leaf(value));
  }
  const members = Object.entries(value);
  const size = Array.isArray(value)
    ? formatCounted(members.length, "item")
    : formatCounted(members.length, "member");
  const details = element(
    "details",
    {},
    element("summary", {}, ...label, element("span", { class: "quiet" }, size)),
  );
  details.addEventListener("toggle", () => fill(details, members), { once: true });
  return details;
}

function fill(details: HTMLDetailsElement, members: readonly [string, unknown][]): void {
  details.append(...members.slice(0, maxMembers).map(([name, value]) => node(name, value)));
  const rest = members.length - maxMembers;
  if (rest > 0)
    details.append(element("p", { class: "quiet" }, `… ${rest.toLocaleString("en")} more`));
}

function leaf(value: unknown): HTMLElement {
  const kind = value === null ? "null" : typeof value;
  const text = JSON.stringify(value) ?? String(value);
  const cut = text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text;
  return element("span", { class: `value ${kind}` }, cut);
}
