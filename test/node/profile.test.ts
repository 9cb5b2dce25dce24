/** Profiles of programs in real sandboxes: the same on every Node and in pages, and of the same run as without. */
import { openSandbox, type Profile, profileToSvg } from "fuelbox";
import { expect, test } from "vitest";
import { profileAll, profiledFiles, profiledPrograms } from "../programs/profiled.ts";

const results = await profileAll(openSandbox, profiledPrograms, profiledFiles);

function profileOf(name: string): Profile {
  const profile = results[name]?.profile;
  if (profile === undefined) throw new Error(`There is no profile of "${name}"`);
  return profile as Profile;
}

test("every profile is what the golden file says", async () => {
  const text = `${JSON.stringify(results, null, 1)}\n`;
  await expect(text).toMatchFileSnapshot("../golden/profiles.json");
});

test.each(profiledPrograms)(
  "the profile of $name is of the run that would be without",
  ({ name }) => {
    const { fuel, plainFuel } = results[name] ?? {};
    const { phases, ...rest } = profileOf(name);
    expect([fuel, rest.fuel]).toEqual([plainFuel, plainFuel]);
    expect(Object.values(phases).reduce((sum, part) => sum + part)).toBe(fuel);
  },
);

test("lines show what stands in them, in the program and in its files", () => {
  const { lines } = profileOf("python");
  const sources = new Map(lines?.rows.map((row) => [`${row.file}:${row.line}`, row.source]));
  expect(sources.get("/app/helper.py:2")).toBe("return n * 2");
  expect(sources.get("/app/main.py:2")).toBe("import helper");
});

test("a profile becomes an image", () => {
  const svg = profileToSvg(profileOf("python"));
  expect(svg).toContain("walk(n - 1) + walk(n - 2)");
});

test("steps of a session have profiles, also after others", async () => {
  await using sandbox = await openSandbox();
  const session = await sandbox.session("python");
  await session.run("def f(n):\n    return sum(range(n))\n");
  const { profile, value, fuel } = await session.run("f(20000)", { profile: true });
  expect([value, profile?.fuel]).toEqual([199_990_000, fuel.used]);
  expect(profile?.lines?.rows.slice(0, 2)).toMatchObject([
    { file: "<step 2>", source: "f(20000)" },
    { file: "<step 1>", line: 2 },
  ]);
});

test("there is no profile unless it is asked for", async () => {
  await using sandbox = await openSandbox();
  const result = await sandbox.run({ javascript: "1" });
  expect("profile" in result).toBe(false);
  await expect(sandbox.run({ javascript: "1", profile: 1 as never })).rejects.toThrow(TypeError);
});
