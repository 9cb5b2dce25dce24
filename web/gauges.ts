/** What a run uses of its budget, moving while it runs, and the sliders that set the budget. */
import { type Budget, budgetSteps, usualBudget } from "./budget.ts";
import { element } from "./dom.ts";
import { formatBytes, formatCount, formatMs } from "./format.ts";

/** The gauges of the page. */
export interface Gauges {
  /** What the sliders say. */
  readonly budget: Budget;
  /** Shows what has been used; what is absent stays. */
  show(used: Partial<Budget>): void;
}

type Name = keyof Budget;

const rows: readonly {
  readonly name: Name;
  readonly label: string;
  readonly format: (value: number) => string;
}[] = [
  { name: "fuel", label: "Fuel", format: formatCount },
  { name: "memoryBytes", label: "Memory", format: formatBytes },
  { name: "timeoutMs", label: "Time", format: formatMs },
];

/** Makes the gauges in `parent`. */
export function createGauges(parent: HTMLElement): Gauges {
  const budget: { -readonly [Key in Name]: number } = { ...usualBudget };
  const show: Partial<Record<Name, (used: number) => void>> = {};
  for (const { name, label, format } of rows) {
    const steps = budgetSteps[name];
    const fill = element("span", { class: "fill" });
    const bar = element(
      "div",
      { class: "bar-track", role: "meter", "aria-label": `${label} used` },
      fill,
    );
    const reading = element("span", { class: "reading" });
    const slider = element("input", {
      type: "range",
      min: 0,
      max: steps.length - 1,
      value: steps.indexOf(usualBudget[name]),
      "aria-label": `${label} limit`,
    });
    let used = 0;
    const draw = (): void => {
      const limit = budget[name];
      const share = Math.min(1, used / limit);
      // What is used at all is seen.
      fill.style.inlineSize = share > 0 ? `max(2px, ${100 * share}%)` : "0";
      bar.dataset["full"] = String(share >= 1);
      bar.setAttribute("aria-valuemin", "0");
      bar.setAttribute("aria-valuemax", String(limit));
      bar.setAttribute("aria-valuenow", String(Math.min(used, limit)));
      bar.setAttribute("aria-valuetext", `${format(used)} of ${format(limit)}`);
      slider.setAttribute("aria-valuetext", format(limit));
      reading.replaceChildren(element("b", {}, format(used)), ` of ${format(limit)}`);
    };
    slider.addEventListener("input", () => {
      budget[name] = steps[Number(slider.value)] ?? usualBudget[name];
      draw();
    });
    show[name] = (value) => {
      used = value;
      draw();
    };
    draw();
    const heading = element("div", { class: "gauge-heading" }, element("span", {}, label), reading);
    parent.append(element("div", { class: "gauge", "data-gauge": name }, heading, bar, slider));
  }
  return {
    get budget(): Budget {
      return { ...budget };
    },
    show(used): void {
      for (const { name } of rows) {
        const value = used[name];
        if (value !== undefined) show[name]?.(value);
      }
    },
  };
}
