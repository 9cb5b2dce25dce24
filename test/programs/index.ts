/** Every program that must behave the same wherever it runs, as plain data. */
import { assemble } from "../support/wat.ts";
import { javascriptPrograms } from "./javascript.ts";
import { type EqualityProgram, seed } from "./program.ts";
import { pythonPrograms } from "./python.ts";
import { shellPrograms } from "./shell.ts";
import { typescriptPrograms } from "./typescript.ts";
import { wasiPrograms } from "./wasi.ts";

/** What is compared. */
export interface EqualityResult {
  readonly outcome: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly fuel: number;
}

/** A program as a sandbox runs it. It can be sent to a page. */
export interface PlainProgram {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly run: Readonly<Record<string, unknown>> & { readonly wasm?: Uint8Array<ArrayBuffer> };
}

/** The programs, in the order in which they run in one sandbox. */
export const plainPrograms: readonly PlainProgram[] = [
  ...javascriptPrograms,
  ...typescriptPrograms,
  ...pythonPrograms,
  ...shellPrograms,
  ...wasiPrograms,
].map(plain);

/** The shape of `openSandbox`, wherever it comes from. */
type OpenSandbox = (options: { readonly files: Readonly<Record<string, string>> }) => Promise<{
  run(options: object): Promise<{
    readonly outcome: string;
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
    readonly fuel: { readonly used: number };
  }>;
  close(): Promise<void>;
}>;

/** Runs programs in one sandbox. It also runs in a page, so it uses nothing from outside. */
export async function runAll(
  openSandbox: OpenSandbox,
  programs: readonly PlainProgram[],
): Promise<Readonly<Record<string, EqualityResult>>> {
  const results: Record<string, EqualityResult> = {};
  const files = Object.assign({}, ...programs.map((program) => program.files));
  const sandbox = await openSandbox({ files });
  for (const { name, run } of programs) {
    const { outcome, exitCode, stdout, stderr, fuel } = await sandbox.run(run);
    results[name] = { outcome, exitCode, stdout, stderr, fuel: fuel.used };
  }
  await sandbox.close();
  return results;
}

function plain(program: EqualityProgram): PlainProgram {
  const { name, files = {}, ...run } = program;
  const placed = Object.entries(files).map(([path, text]) => [`/app/${name}/${path}`, text]);
  const { wat, ...others } = "wat" in run ? run : { ...run, wat: undefined };
  return {
    name,
    files: Object.fromEntries(placed),
    run: {
      ...others,
      ...(wat === undefined ? {} : { wasm: assemble(wat) }),
      deterministic: seed,
    },
  };
}
