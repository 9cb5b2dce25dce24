/** A short walk through what a sandbox does, the same on every engine. */

/** What of a sandbox the walk uses. */
interface SmokeSandbox {
  run(options: object): Promise<{
    readonly outcome: string;
    readonly stdout: string;
    readonly stderr: string;
  }>;
  session(language: "python" | "javascript" | "shell"): Promise<{
    run(code: string): Promise<{ readonly value?: unknown }>;
    close(): Promise<void>;
  }>;
  readonly fs: {
    readText(path: string): Promise<string>;
    writeFile(path: string, content: string): Promise<void>;
  };
  close(): Promise<void>;
}

/** What a walk finds on an engine where all is well. */
export const soundSmoke: Readonly<Record<string, unknown>> = {
  languages: ["javascript 42", "typescript 42", "python 42", "shell 42"],
  fuel: "out-of-fuel",
  time: "timed-out",
  after: "still here\n",
  files: "of the host, of the guest",
  tool: "42\n",
  pythonSession: 42,
  javascriptSession: 42,
};

/** Walks. It also runs in a page, so it uses nothing from outside. */
export async function smoke(
  openSandbox: (options: object) => Promise<SmokeSandbox>,
): Promise<Readonly<Record<string, unknown>>> {
  const sandbox = await openSandbox({
    tools: {
      double: { description: "Twice a number.", execute: (n: unknown) => Number(n) * 2 },
    },
  });
  const print = async (options: object) => {
    const { stdout, stderr } = await sandbox.run(options);
    return stdout + stderr;
  };
  const found: Record<string, unknown> = {};
  const spoken = [
    await print({ javascript: "console.log('javascript', 6 * 7)" }),
    await print({ typescript: "const n: number = 7; console.log('typescript', 6 * n)" }),
    await print({ python: "print('python', 6 * 7)" }),
    await print({ shell: "echo shell $((6 * 7))" }),
  ];
  found["languages"] = spoken.map((text) => text.trim());

  const endless = "while True: pass";
  found["fuel"] = (await sandbox.run({ python: endless, limits: { fuel: 1e7 } })).outcome;
  found["time"] = (
    await sandbox.run({ javascript: "for (;;);", limits: { fuel: 1e12, timeoutMs: 300 } })
  ).outcome;
  found["after"] = await print({ javascript: "console.log('still here')" });

  await sandbox.fs.writeFile("/app/note", "of the host");
  await sandbox.run({ python: "with open('note', 'a') as f: f.write(', of the guest')" });
  found["files"] = await sandbox.fs.readText("/app/note");
  found["tool"] = await print({
    javascript: "import { double } from 'sandbox_tools'; console.log(await double(21));",
  });

  for (const language of ["python", "javascript"] as const) {
    const session = await sandbox.session(language);
    await session.run(language === "python" ? "n = 6" : "let n = 6");
    found[`${language}Session`] = (await session.run("n * 7")).value;
    await session.close();
  }
  await sandbox.close();
  return found;
}
