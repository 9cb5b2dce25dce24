/** `--profile` and `fuelbox bench` as a user has them: the built command in a process of its own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fuelbox } from "../support/fuelbox-command.ts";

const folder: string = mkdtempSync(join(tmpdir(), "cli-profile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("fuelbox run --profile says which lines took the fuel, and draws them", async () => {
  const program = file("job.py", "def slow(n):\n    return sum(range(n))\n\nprint(slow(20000))\n");
  const asText = await fuelbox(["run", program, "--profile"]);
  expect([asText.code, asText.stdout]).toEqual([0, "199990000\n"]);
  expect(asText.stderr).toMatch(
    /lines, with all that they call\n.* job\.py:4 {2}print\(slow\(20000\)\)\n/,
  );
  const image = join(folder, "job.svg");
  expect((await fuelbox(["run", "--profile", image, program])).code).toBe(0);
  expect(readFileSync(image, "utf8")).toContain("job.py:2");
});

test("fuelbox bench compares a shell script with a JavaScript program, exactly", async () => {
  const script = file("job.sh", "for i in 1 2 3; do echo $i; done\n");
  const program = file("job.mjs", "for (const i of [1, 2, 3]) console.log(i);\n");
  const runs = [0, 1].map(() => fuelbox(["bench", script, "--compare", program, "--json"]));
  const [first, second] = (await Promise.all(runs)).map(({ stdout }) => JSON.parse(stdout));
  const fuels = first.programs.map(({ fuel }: { readonly fuel: number }) => fuel);
  expect(first.comparison).toEqual({
    ratio: fuels[1] / fuels[0],
    fuelDifference: fuels[1] - fuels[0],
    sameOutput: true,
  });
  expect(second.comparison).toEqual(first.comparison);
  expect(first.programs[0].profile.commands.rows).toMatchObject([{ name: "echo", calls: 3 }]);
});
