/** What the figures were measured on. */
import { cpus, loadavg, totalmem } from "node:os";

/** The machine, as a report shows it. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly load: number;
  readonly node: string;
  readonly v8: string;
  readonly platform: string;
}

/** The machine as it is now. */
export function readMachine(): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? "unknown",
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0] ?? 0,
    node: process.version,
    v8: process.versions.v8,
    platform: `${process.platform} ${process.arch}`,
  };
}
