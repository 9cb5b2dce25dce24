/** Runs workloads in this process. */
import { readFile } from "node:fs/promises";
import { repositoryPath } from "../child.ts";
import { createOpener } from "./opener.ts";
import type { Place } from "./workload-jobs.ts";

/** This process as a place. */
export function createNodePlace(): Place {
  const open = createOpener(async (path) => new Uint8Array(await readFile(repositoryPath(path))));
  return {
    prefix: "fuel/",
    engine: `Node ${process.versions.node}`,
    sample: async (workload, column, program) => (await open(workload, column))(program),
  };
}
