/** Says in lines of text where the fuel of a run went. */

import type { CallRow, Profile, ProfileTable } from "../sandbox/door.ts";
import { phaseNames, phaseTitles } from "../sandbox/profile-phases.ts";

/** How many rows each list has. */
const shownRows = 10;
/** How much of a source line is shown, in characters. */
const shownSource = 72;

/** The phases, then the lines, functions, utilities, host calls, commands and programs with the most fuel; each list only if it has rows. */
export function profileReport(profile: Profile): string {
  const { fuel, phases, functions, lines } = profile;
  const lists: readonly (readonly [title: string, rows: readonly string[]])[] = [
    [
      "phases",
      phaseNames
        .filter((name) => phases[name] > 0)
        .map((name) => row(fuel, phases[name], phaseTitles[name])),
    ],
    [
      "lines, with all that they call",
      top(lines).map(({ file, line, total, source = "" }) => {
        const place = `${file.replace(/^\/app\//, "")}:${line}`;
        return row(fuel, total, `${place}  ${source.slice(0, shownSource)}`);
      }),
    ],
    [
      "functions, without what they call",
      top(functions).map(({ name, file, line, self }) =>
        row(fuel, self, file === "" ? name : `${name}  ${file}:${line}`),
      ),
    ],
    ["utilities", calls(fuel, profile.utilities)],
    ["host calls", calls(fuel, profile.hostCalls)],
    ["commands", calls(fuel, profile.commands)],
    ["programs", calls(fuel, profile.programs)],
  ];
  return lists
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => `${title}\n${rows.join("")}`)
    .join("");
}

/** A number with a comma before each three digits. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function top<Row>(table: ProfileTable<Row> | undefined): readonly Row[] {
  return table?.rows.slice(0, shownRows) ?? [];
}

function calls(fuel: number, table: ProfileTable<CallRow>): readonly string[] {
  return top(table).map(({ name, calls: count, fuel: used }) =>
    row(fuel, used, `${name}  ${grouped(count)} ${count === 1 ? "call" : "calls"}`),
  );
}

/** Names come from the guest: control characters must not reach the terminal. */
function row(fuel: number, used: number, text: string): string {
  const percent = fuel === 0 ? 0 : (used / fuel) * 100;
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trimEnd();
  return `${percent.toFixed(1).padStart(7)} %${grouped(used).padStart(18)}  ${shown}\n`;
}
