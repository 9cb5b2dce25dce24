/** Draws a profile. */

import type { CallRow, Profile, ProfileTable } from "../runtime/index.ts";
import { phaseNames, phaseTitles } from "./profile-phases.ts";
import {
  type SvgBar,
  type SvgPart,
  svgBars,
  svgDocument,
  svgHeading,
  svgStack,
} from "./profile-svg-parts.ts";

/** How a profile is drawn. */
export interface ProfileSvgOptions {
  /** What stands at the top. @default "Where the fuel went" */
  readonly title?: string;
  /** How many rows each list has at most. @default 20 */
  readonly maxRows?: number;
}

/**
 * Draws a profile as an SVG image: the phases, then the lines, functions, utilities, host calls,
 * commands and programs with the most fuel. A bar is what a line or function has used with all that
 * it called; its dark part is its own. The image has no scripts and loads nothing, it suits light and
 * dark pages, and names from the guest are text in it, whatever they are.
 *
 * @throws RangeError when `maxRows` is no whole number from 1 to 200.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openSandbox, profileToSvg } from "fuelbox";
 *
 * await using sandbox = await openSandbox();
 * const { profile } = await sandbox.run({
 *   javascript: `import { writeFileSync } from "node:fs"; writeFileSync("a.txt", "<&>");`,
 *   profile: true,
 * });
 * assert.ok(profile !== undefined);
 * assert.match(profileToSvg(profile), /^<svg [^]*Host calls[^]*<\/svg>\n$/);
 * ```
 */
export function profileToSvg(profile: Profile, options: ProfileSvgOptions = {}): string {
  const { title = "Where the fuel went", maxRows = 20 } = options;
  if (!Number.isInteger(maxRows) || maxRows < 1 || maxRows > 200) {
    throw new RangeError(`Cannot use option "maxRows": must be from 1 to 200, got ${maxRows}`);
  }
  const parts: readonly (readonly SvgPart[])[] = [
    [svgHeading(title, "head"), svgHeading(`${grouped(profile.fuel)} fuel`, "soft")],
    [svgStack(phaseBars(profile))],
    section("Lines", lineBars(profile), maxRows),
    section("Functions", functionBars(profile), maxRows),
    section("Utilities", callBars(profile, profile.utilities), maxRows),
    section("Host calls", callBars(profile, profile.hostCalls), maxRows),
    section("Commands", callBars(profile, profile.commands), maxRows),
    section("Programs", callBars(profile, profile.programs), maxRows),
  ];
  return svgDocument(title, parts.flat());
}

function phaseBars({ phases, fuel }: Profile): readonly SvgBar[] {
  return phaseNames.map((name) => bar(fuel, phases[name], phases[name], phaseTitles[name]));
}

function lineBars({ lines, fuel }: Profile): readonly SvgBar[] {
  const rows = lines?.rows ?? [];
  return rows.map(({ file, line, self, total, source }) => {
    const place = `${file.replace(/^\/app\//, "")}:${line}`;
    return bar(fuel, total, self, place, source);
  });
}

function functionBars({ functions, fuel }: Profile): readonly SvgBar[] {
  const rows = functions?.rows ?? [];
  return rows.map(({ name, file, line, self, total }) =>
    bar(fuel, total, self, name, file === "" ? undefined : `${file}:${line}`),
  );
}

function callBars({ fuel }: Profile, { rows }: ProfileTable<CallRow>): readonly SvgBar[] {
  return rows.map(({ name, calls, fuel: used }) =>
    bar(fuel, used, used, name, `${grouped(calls)} ${calls === 1 ? "call" : "calls"}`),
  );
}

function bar(fuel: number, total: number, own: number, label: string, detail?: string): SvgBar {
  const share = (part: number): number => (fuel === 0 ? 0 : Math.min(1, Math.max(0, part / fuel)));
  const percent = `${(share(total) * 100).toFixed(1)} %`;
  return {
    label,
    ...(detail === undefined ? {} : { detail }),
    share: share(total),
    own: share(own),
    value: `${percent} ${shortened(total)}`,
  };
}

function section(title: string, bars: readonly SvgBar[], maxRows: number): readonly SvgPart[] {
  if (bars.length === 0) return [];
  return [svgHeading(title, "section"), svgBars(bars.slice(0, maxRows))];
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function shortened(fuel: number): string {
  if (fuel < 10_000) return String(fuel);
  if (fuel < 1_000_000) return `${(fuel / 1e3).toFixed(1)} k`;
  return fuel < 1_000_000_000 ? `${(fuel / 1e6).toFixed(1)} M` : `${(fuel / 1e9).toFixed(2)} G`;
}
