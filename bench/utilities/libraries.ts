/** The JavaScript libraries that take part in each job. */
import type { Role } from "../suite.ts";

/** One way to do a job in JavaScript; `bench/peers/utility-libraries.mjs` knows how. */
export interface Library {
  readonly name: string;
  readonly role: Role;
  /** What must be installed. */
  readonly package?: string;
}

/** The libraries for a job. */
export function libraries(job: string): readonly Library[] {
  if (job === "grep-tree-10k") return [plain("byte scan")];
  if (job.startsWith("grep-evil")) return [library("re2js")];
  if (job.startsWith("grep")) return [plain("split and RegExp"), library("re2js")];
  if (job.startsWith("sed")) return [plain("replaceAll")];
  if (job === "sort-1m" || job === "sort-16m") return [plain("Array.sort")];
  if (job.startsWith("diff"))
    return [library("fast-myers-diff"), { ...library("jsdiff"), package: "diff" }];
  if (job.startsWith("find")) return [plain("map walk")];
  if (job.startsWith("csv")) return ["udsv", "d3-dsv", "papaparse"].map(library);
  if (job.startsWith("json-csv")) return [library("d3-dsv")];
  if (job.startsWith("yaml")) return [library("js-yaml")];
  if (job.startsWith("xml")) return ["saxes", "fast-xml-parser"].map(library);
  return [];
}

function library(name: string): Library {
  return { name, role: "peer", package: name };
}

function plain(name: string): Library {
  return { name, role: "limit" };
}
