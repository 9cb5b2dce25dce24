import { expect, test } from "vitest";
import type { Profile } from "../runtime/index.ts";
import { profileToSvg } from "./profile-svg.ts";

const nothing = { rows: [], others: 0, othersFuel: 0 };

function profile(parts: Partial<Profile>): Profile {
  const phases = { start: 0, imports: 0, commands: 0, utilities: 0, hostCalls: 0, programs: 0 };
  const tables = { utilities: nothing, hostCalls: nothing, programs: nothing, commands: nothing };
  return { fuel: 1_000, phases: { ...phases, program: 1_000 }, ...tables, ...parts };
}

function line(file: string, source?: string) {
  const row = { file, line: 3, self: 250, total: 500, ...(source === undefined ? {} : { source }) };
  return { lines: { ...nothing, rows: [row] } };
}

test("profileToSvg() draws shares of the fuel, and the part of a line's own", () => {
  const svg = profileToSvg(profile(line("/app/main.py", "x = f()")));
  expect(svg).toContain('<rect class="all" y="4" width="110" height="14"/>');
  expect(svg).toContain('<rect class="own" y="4" width="55" height="14"/>');
  expect(svg).toContain('main.py:3<tspan class="soft">  x = f()</tspan>');
  expect(svg).toContain("50.0 % 500");
});

test.each([
  ["</text><script>alert(1)</script>", "&#60;/text&#62;&#60;script&#62;"],
  ['" onload="x', "&#34; onload=&#34;x"],
  ["a\0b\x1b[31m", "a\ufffdb\ufffd[31m"],
  ["\u202egnp.exe", "\ufffdgnp.exe"],
  ["\ud800 \uffff", "\ufffd \ufffd"],
  ["]]> & 'x'", "]]&#62; &#38; &#39;x&#39;"],
])("profileToSvg() shows the name %j as text", (name, shown) => {
  const svg = profileToSvg(profile({ ...line(name, name), fuel: 500 }), { title: name });
  expect(svg).toContain(shown);
  expect(svg.replaceAll("\n", "")).not.toMatch(/<script|onload="|\p{Cs}|\p{Cc}/u);
  expect(svg.match(/<(?!\/?(?:svg|title|style|rect|g|text|tspan)[ >])/g)).toBe(null);
});

test("profileToSvg() has as many rows as asked for, and cuts long names", () => {
  const rows = Array.from({ length: 50 }, (_, index) => {
    return { name: `call ${index} ${"x".repeat(90)}`, calls: 1, fuel: 1 };
  });
  const drawn = (options?: { maxRows: number }): number => {
    const svg = profileToSvg(profile({ hostCalls: { ...nothing, rows } }), options);
    return svg.match(/class="all"/g)?.length ?? 0;
  };
  expect([drawn(), drawn({ maxRows: 3 }), drawn({ maxRows: 200 })]).toEqual([20, 3, 50]);
  const svg = profileToSvg(profile({ hostCalls: { ...nothing, rows } }));
  expect(svg).toMatch(/>call 0 x{66}…</);
});

test.each([
  [9_999, "9999"],
  [10_000, "10.0 k"],
  [1_500_000, "1.5 M"],
  [2_345_678_901, "2.35 G"],
])("profileToSvg() shortens %d to %s", (fuel, text) => {
  const hostCalls = { ...nothing, rows: [{ name: "call", calls: 1, fuel }] };
  expect(profileToSvg(profile({ hostCalls, fuel }))).toContain(`>100.0 % ${text}<`);
});

test("profileToSvg() draws a run that used nothing", () => {
  const { phases, ...rest } = profile({ fuel: 0 });
  const svg = profileToSvg({ ...rest, phases: { ...phases, program: 0 } });
  expect(svg).toContain("0 fuel");
  expect(svg).not.toContain("NaN");
});

test.each([0, 1.5, 201, Number.NaN])("profileToSvg() refuses %d rows", (maxRows) => {
  expect(() => profileToSvg(profile({}), { maxRows })).toThrow(RangeError);
});
