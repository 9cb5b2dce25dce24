/** The shell in pages with shared memory and without: the same output and the same fuel as in Node. */
import { openSandbox } from "fuelbox";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
});
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
  });
});
