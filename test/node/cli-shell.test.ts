/** `fuelbox shell` as people use it: on a terminal, and fed by a pipe. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fuelbox, root } from "../support/fuelbox-command.ts";

const folder: string = mkdtempSync(join(tmpdir(), "cli-shell-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("fuelbox shell takes lines from a pipe, on the host's files", async () => {
  writeFileSync(join(folder, "a.txt"), "b\na\n");
  const input = "cd data\nx=$(sort a.txt | head -1)\nif true\nthen echo $x > out.txt\nfi\nexit 4\n";
  const { code, stdout, stderr } = await fuelbox(["shell", "--mount", `${folder}:/app/data:rw`], {
    input,
  });
  expect({ code, stdout, stderr }).toEqual({ code: 4, stdout: "", stderr: "" });
  expect(readFileSync(join(folder, "out.txt"), "utf8")).toBe("a\n");
});

test("fuelbox shell talks on a terminal: prompts, Ctrl-C stops what runs, Ctrl-D leaves", async () => {
  // It gives its child a terminal, and hands on what is piped in.
  const command = `'${process.execPath}' '${root}dist/node/main.js' shell --fuel 1e15`;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    env: { ...process.env, TERM: "xterm" },
  });
  let shown = "";
  child.stdout.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
  });
  const sees = (text: string) =>
    expect.poll(() => shown, { timeout: 20_000, interval: 20 }).toContain(text);
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  await sees("/app$ ");
  child.stdin.write("x=kept; cd /tmp\r");
  await sees("/tmp$ ");
  child.stdin.write("echo started; x=lost; while :; do :; done\r");
  await sees("\nstarted");
  child.stdin.write("\x03");
  await sees("cancelled: the shell is as it was");
  child.stdin.write('echo "<$x>" $?\r');
  await sees("<kept>");
  child.stdin.write("(exit 5)\r");
  child.stdin.write("\x04");
  expect(await closed).toBe(5);
});
