/** The shell in pages with shared memory and without: the same output and the same fuel as in Node. */
import { openSandbox } from "fuelbox";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scripts } from "../shell/scripts.ts";
import { launchChromium } from "../support/chromium.ts";
import { type FuelboxPage, openFuelboxPage, pageKinds } from "../support/fuelbox-page.ts";

const files = {
  "/app/log.txt": "INFO start\nERROR disk\nINFO end\nERROR net\n".repeat(50),
  "/app/data.csv": "name,age\nAda,36\nBob,25\n",
  "/app/a.py": "# TODO one\nprint(1)\n",
};

const commands = [
  "echo hi",
  "for i in $(seq 100); do echo $((i * i)); done | tail -1",
  "grep -rn TODO . | head -3 > out.txt && wc -l < out.txt",
  "grep ERROR log.txt | sort | uniq -c | sort -rn",
  "awk -F, 'NR>1 { s += $2 } END { print s }' data.csv; sed 's/a/b/g' data.csv",
  'echo "{\\"a\\":[1,2]}" | jq -c .a; sha256sum data.csv; date +%F; echo $RANDOM',
  "python3 -c 'print(6*7)' | tr 4 5; node -e 'console.log(1)'",
  "f() { f; }; f",
  "while true; do :; done",
  "printf '\\xff' | xxd; x=$'\\xff'; printf %s \"$x\" | xxd; for i in 1 2; do echo $i; done",
  'echo "x',
  // All that the interpreter is held to in Node.
  ...scripts,
];

type Answer = readonly [stdout: string, stderr: string, exitCode: number, fuel: number];

let browser: Browser;
let expected: readonly Answer[];
beforeAll(async () => {
  browser = await launchChromium();
  await using sandbox = await openSandbox({ files });
  const answers: Answer[] = [];
  for (const command of commands) {
    const { stdout, stderr, exitCode, fuel } = await sandbox.exec(command, { deterministic: 1 });
    answers.push([stdout, stderr, exitCode, fuel.used]);
  }
  expected = answers;
}, 180_000);
afterAll(() => browser?.close());

describe.each(pageKinds)("in a %s", (_kind, headers) => {
  let opened: FuelboxPage;
  beforeAll(async () => {
    opened = await openFuelboxPage(browser, { headers });
  });
  afterAll(() => opened?.close());

  test("command lines do and cost what they do in Node", async () => {
    const answers = await opened.page.evaluate(
      async ([givenFiles, givenCommands]) => {
        const sandbox = await fuelbox.openSandbox({ files: givenFiles });
        const all: [string, string, number, number][] = [];
        for (const command of givenCommands) {
          const { stdout, stderr, exitCode, fuel } = await sandbox.exec(command, {
            deterministic: 1,
          });
          all.push([stdout, stderr, exitCode, fuel.used]);
        }
        await sandbox.close();
        return all;
      },
      [files, commands] as const,
    );
    expect(answers).toEqual(expected);
  }, 180_000);

  test("Python and JavaScript call its commands", async () => {
    const outputs = await opened.page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox({
        programs: ["shell"],
        files: { "/app/a.py": "# TODO one\n", "/app/b.py": "# done\n" },
      });
      const python = `import subprocess
found = subprocess.run(["grep", "-rn", "TODO", "."], capture_output=True, text=True)
print(found.returncode, found.stdout, end="")`;
      const javascript = `import { execSync } from "node:child_process";
process.stdout.write(execSync("ls | wc -l"));`;
      const results = [await sandbox.run({ python }), await sandbox.run({ javascript })];
      await sandbox.close();
      return results.map(({ stdout, stderr }) => [stdout, stderr]);
    });
    expect(outputs).toEqual([
      ["0 ./a.py:1:# TODO one\n", ""],
      ["2\n", ""],
    ]);
  });

  test("output comes while a script runs", async () => {
    const chunks = await opened.page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox();
      const heard: string[] = [];
      await sandbox.exec("for i in 1 2 3; do echo $i; done; while :; do :; done", {
        limits: { fuel: 50_000_000 },
        onStdout: (chunk) => heard.push(new TextDecoder().decode(chunk)),
      });
      await sandbox.close();
      return heard;
    });
    expect(chunks.join("")).toBe("1\n2\n3\n");
  });
});
