/** Programs whose profiles must be the same wherever they run, as plain data. */

/** A program, and files that it finds. */
export interface ProfiledProgram {
  readonly name: string;
  readonly run: Readonly<Record<string, unknown>>;
}

const python = `import json, statistics
import helper
from sandbox_utils import grep

class Stack:
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)
        return self

def primes(n):
    sieve = bytearray([1]) * (n + 1)
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]:
            sieve[i * i :: i] = bytes(len(sieve[i * i :: i]))
    return [i for i in range(2, n + 1) if sieve[i]]

def walk(n):
    return 1 if n < 2 else walk(n - 1) + walk(n - 2)

stack = Stack()
for prime in primes(3000):
    stack.push(prime)
print(walk(14), helper.double(len(stack.items)), statistics.median(stack.items))
print(len(json.dumps({"items": stack.items}, indent=1)))
print(len(grep("a", "/app/words.txt")))
with open("/app/out.txt", "w") as file:
    for i in range(300):
        print(i, file=file, flush=True)
`;

/** The programs. */
export const profiledPrograms: readonly ProfiledProgram[] = [
  { name: "python", run: { python } },
  {
    name: "python-out-of-fuel",
    run: {
      python: "def spin():\n    while True:\n        [i for i in range(9)]\nspin()\n",
      limits: { fuel: 30_000_000 },
    },
  },
  {
    name: "javascript",
    run: {
      javascript: `import { readFileSync, writeFileSync } from "node:fs";
import { find } from "sandbox_utils";
for (let i = 0; i < 20; i++) writeFileSync("/app/a" + i, readFileSync("/app/words.txt"));
console.log(find("a1*", "/app").length);`,
    },
  },
  {
    name: "shell",
    run: { shell: "sort words.txt | uniq -c | awk '{ print $2 }' | head -3; echo done" },
  },
];

/** Files that all of them find. */
export const profiledFiles: Readonly<Record<string, string>> = {
  "/app/helper.py": "def double(n):\n    return n * 2\n",
  "/app/words.txt": "banana\napple\ncherry\napple\n".repeat(40),
};

type OpenSandbox = (options: { readonly files: Readonly<Record<string, string>> }) => Promise<{
  run(
    options: object,
  ): Promise<{ readonly profile?: unknown; readonly fuel: { readonly used: number } }>;
  close(): Promise<void>;
}>;

/** A profile, and the fuel of the run that it is of and of one without. */
export interface ProfiledRun {
  readonly fuel: number;
  readonly plainFuel: number;
  readonly profile: unknown;
}

/** Profiles programs, each in a sandbox of its own. It also runs in a page, so it uses nothing from outside. */
export async function profileAll(
  openSandbox: OpenSandbox,
  programs: readonly ProfiledProgram[],
  files: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, ProfiledRun>>> {
  const results: Record<string, ProfiledRun> = {};
  for (const { name, run } of programs) {
    const options = { ...run, deterministic: 1 };
    const sandbox = await openSandbox({ files });
    const profiled = await sandbox.run({ ...options, profile: true });
    await sandbox.close();
    const other = await openSandbox({ files });
    const plain = await other.run(options);
    await other.close();
    const { fuel, profile } = profiled;
    results[name] = { fuel: fuel.used, plainFuel: plain.fuel.used, profile };
  }
  return results;
}
