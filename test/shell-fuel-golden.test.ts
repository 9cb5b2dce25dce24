/** What scripts cost, the same on every engine. The numbers are part of the cost model: a change is a new version. */
import { expect, test } from "vitest";
import { runScript } from "./support/run-script.ts";

const files = {
  "/app/log.txt": "INFO start\nERROR disk\nINFO end\nERROR net\n".repeat(50),
  "/app/data.csv": "name,age\nAda,36\nBob,25\n",
};

const scripts: readonly (readonly [script: string, stdout: string])[] = [
  ["echo hi", "hi\n"],
  ["for i in $(seq 100); do :; done", ""],
  ["x=0; while ((x < 100)); do ((x++)); done; echo $x", "100\n"],
  ["grep ERROR log.txt | sort | uniq -c | sort -rn | head -1", "     50 ERROR net\n"],
  ["sed 's/a/b/g' data.csv | tail -1", "Bob,25\n"],
  ["awk -F, 'NR>1 { s += $2 } END { print s }' data.csv", "61\n"],
  ["echo '{\"a\":[1,2]}' | jq -c .a", "[1,2]\n"],
  ["sha256sum data.csv | cut -c1-8", "62463fa2\n"],
];

test.each(scripts)("`%s` costs what it always costs", async (script, stdout) => {
  const first = runScript(script, { files });
  const second = runScript(script, { files });
  expect(first.stdout).toBe(stdout);
  // What a shell has run before must not matter.
  expect(second.fuelUsed).toBe(first.fuelUsed);
  await expect(`${first.fuelUsed}\n`).toMatchFileSnapshot(
    `golden/shell/fuel-${scripts.findIndex(([each]) => each === script)}.txt`,
  );
});
