/** Shows where the fuel of a run went: bars by phase, utility, host call, command and line. */
import type { Profile } from "fuelbox";
import { element } from "./dom.ts";
import { formatCount, formatCounted } from "./format.ts";

/** The chart of the page. */
export interface FuelChart {
  /** Whether runs are to say where their fuel goes. */
  readonly isWanted: boolean;
  /** Shows the profile of a run; undefined when it has none. */
  show(profile: Profile | undefined): void;
}

interface Row {
  readonly name: string;
  readonly fuel: number;
  /** How often, for what is called. */
  readonly calls?: number | undefined;
}

interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
  /** Whether the names are source text. */
  readonly isCode?: boolean;
}

/** More rows than this are no overview. */
const maxRows = 12;

const phaseNames: Readonly<Record<keyof Profile["phases"], string>> = {
  start: "Interpreter start and compiling",
  imports: "Imports",
  program: "The program's own instructions",
  commands: "Commands",
  utilities: "Utilities",
  hostCalls: "Host calls",
  programs: "Started programs",
};

/** Makes the chart in `parent`. */
export function createFuelChart(parent: HTMLElement): FuelChart {
  const wanted = element("input", { type: "checkbox", id: "profile", checked: true });
  const choice = element(
    "label",
    { class: "check" },
    wanted,
    element("span", {}, "Look where the fuel goes"),
    element("span", { class: "quiet" }, "A Python program takes up to twice as long for it."),
  );
  const place = element("div", { class: "scroll chart", tabindex: 0 });
  const show = (profile: Profile | undefined): void => {
    const nothing = element(
      "p",
      { class: "quiet" },
      "After a run, this shows what its fuel was used for.",
    );
    const tables = profile === undefined ? [] : tablesOf(profile);
    const total = profile?.fuel ?? 0;
    place.replaceChildren(
      ...(tables.length === 0 ? [nothing] : tables.map((table) => draw(table, total))),
    );
  };
  parent.append(place, choice);
  show(undefined);
  return {
    get isWanted(): boolean {
      return wanted.checked;
    },
    show,
  };
}

function tablesOf(profile: Profile): readonly Table[] {
  const { phases, utilities, hostCalls, commands, programs, lines } = profile;
  const phaseRows = Object.entries(phaseNames).map(([key, name]) => ({
    name,
    fuel: phases[key as keyof Profile["phases"]],
  }));
  const lineRows = (lines?.rows ?? []).map(({ line, source = "", self }) => ({
    name: `${line}  ${source.trim()}`,
    fuel: self,
  }));
  return [
    { title: "Where the fuel went", rows: phaseRows },
    { title: "Utilities", rows: utilities.rows },
    { title: "Host calls", rows: hostCalls.rows },
    { title: "Commands", rows: commands.rows },
    { title: "Started programs", rows: programs.rows },
    { title: "Lines", rows: lineRows, isCode: true },
  ]
    .map((table) => ({ ...table, rows: table.rows.filter(({ fuel }) => fuel > 0) }))
    .filter(({ rows }) => rows.length > 0);
}

function draw({ title, rows, isCode = false }: Table, total: number): HTMLElement {
  const shown = [...rows].sort((a, b) => b.fuel - a.fuel).slice(0, maxRows);
  const body = shown.map(({ name, fuel, calls }) => {
    const share = total > 0 ? Math.min(1, fuel / total) : 0;
    const bar = element("span", { class: "fill" });
    bar.style.inlineSize = `max(2px, ${100 * share}%)`;
    return element(
      "tr",
      {},
      element("th", { scope: "row", title: name, class: isCode ? "code" : undefined }, name),
      element("td", { class: "share" }, element("span", { class: "bar-track" }, bar)),
      element("td", { class: "number" }, formatCount(fuel)),
      ...(calls === undefined ? [] : [callsCell(calls)]),
    );
  });
  return element("table", {}, element("caption", {}, title), element("tbody", {}, ...body));
}

function callsCell(calls: number): HTMLElement {
  return element("td", { class: "number quiet calls" }, formatCounted(calls, "call"));
}
