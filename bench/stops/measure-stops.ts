/** How long a result takes after a guest has used up what it was given. */
import module from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import threads, { type WorkerOptions } from "node:worker_threads";
import type { RunOptions, RunResult, Sandbox } from "../../sandbox/node.ts";
import {
  type ExhaustingProgram,
  exhaustingPrograms,
} from "../../test/support/exhausting-programs.ts";
import { readWat } from "../wat.ts";
import { channelName } from "./channel-name.ts";

/** One program: how it ended, and the milliseconds from that to its result, sorted. */
export interface StopRow {
  readonly name: string;
  readonly outcome: string;
  readonly times: readonly number[];
}

/** So much later, whatever another thread has said has come. */
const settleMs = 30;

/** Runs each program `rounds` times, and after each time one that must still work. */
export async function measureStops(rounds: number): Promise<readonly StopRow[]> {
  loadIntoWorkers(new URL("./note-ends.js", import.meta.url));
  const channel = new BroadcastChannel(channelName);
  let endedAt = Number.NaN;
  channel.onmessage = ({ data }: { readonly data?: unknown }) => {
    endedAt = Number(data);
  };
  const { openSandbox } = await import("../../sandbox/node.ts");
  const rows: StopRow[] = [];
  for (const program of exhaustingPrograms) {
    await using sandbox = await openSandbox({ limits: { timeoutMs: 60_000 } });
    const options = await runOptions(program);
    const times: number[] = [];
    let outcome = "";
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      ({ outcome } = await sandbox.run(options));
      const arrivedAt = performance.timeOrigin + performance.now();
      const wholeMs = performance.now() - start;
      await sleep(settleMs);
      const { timeoutMs } = program.limits;
      times.push(timeoutMs === undefined ? arrivedAt - endedAt : wholeMs - timeoutMs);
      await checkUsable(sandbox, program);
    }
    const name = `${program.kind}: ${program.name}`;
    rows.push({ name, outcome, times: times.sort((a, b) => a - b) });
  }
  channel.close();
  return rows;
}

/** Workers start with nothing of this process; here, with one script more. */
function loadIntoWorkers(script: URL): void {
  const { Worker } = threads;
  threads.Worker = class extends Worker {
    constructor(url: string | URL, options: WorkerOptions) {
      super(url, { ...options, execArgv: ["--import", script.href] });
    }
  };
  module.syncBuiltinESMExports();
}

async function runOptions({ kind, source, limits }: ExhaustingProgram): Promise<RunOptions> {
  if (kind === "wat") return { wasm: await readWat(source), limits };
  return kind === "python" ? { python: source, limits } : { javascript: source, limits };
}

async function checkUsable(sandbox: Sandbox, { name }: ExhaustingProgram): Promise<void> {
  const { stdout }: RunResult = await sandbox.run({ javascript: "console.log(1)" });
  if (stdout !== "1\n") throw new Error(`Error: no program runs any more after "${name}"`);
}
