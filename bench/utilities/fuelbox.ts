/** Our utilities over our filesystem, on this thread, paid with fuel. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { callUtility, type UtilityContext } from "../../utils-lib/index.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import {
  countChanges,
  countIds,
  countItems,
  countLines,
  digest,
  type OpenUtilityJob,
} from "./contender.ts";
import type { UtilityJob } from "./jobs.ts";

/** Copies the files to `/app/0`, `/app/1` and so on, and opens the job. */
export function open(job: UtilityJob, paths: readonly string[]): OpenUtilityJob | undefined {
  const { sync: fs } = createFileSystem({
    maxNodes: 100_000,
    maxBytes: 2 ** 30,
    maxFileBytes: 2 ** 30,
  });
  fs.mkdir("/app");
  for (const [index, path] of paths.entries()) copyIn(fs, path, `/app/${index}`);
  let fuel = 0;
  const context: UtilityContext = {
    fs,
    cwd: "/app",
    root: "/app",
    maxResultBytes: 2 ** 29,
    charge(amount) {
      fuel += amount;
    },
  };
  const call = (name: string, ...args: readonly unknown[]): unknown =>
    callUtility(context, name, args);
  const opened = openJob(job, call, fs);
  return (
    opened && {
      ...opened,
      run() {
        fuel = 0;
        return opened.run();
      },
      fuel: () => fuel,
    }
  );
}

type Call = (name: string, ...args: readonly unknown[]) => unknown;

function openJob(
  { name, pattern }: UtilityJob,
  call: Call,
  fs: SyncFileSystem,
): OpenUtilityJob | undefined {
  const text = (path: string): string => new TextDecoder().decode(fs.readFile(path));
  if (name.startsWith("grep")) {
    const regex = !name.includes("literal");
    return { run: () => call("grep", pattern, "0", { regex }), answer: countItems };
  }
  switch (name.replace(/-\d+[km]$|-small$|-large$/, "")) {
    case "wc":
      return {
        run: () => call("wc", "0"),
        answer: (counts) => Object.values(counts ?? {}).join(" "),
      };
    case "head":
    case "tail":
      return { run: () => call(name.slice(0, 4), "0"), answer: countLines };
    case "sed": {
      const given = text("/app/0");
      return { run: () => call("sed", pattern, "(\\1)", given), answer: digest };
    }
    case "sort":
      return { run: () => call("sort", "0"), answer: digest };
    case "sort-uniq":
      return {
        run() {
          fs.writeFile("/app/sorted", new TextEncoder().encode(String(call("sort", "0"))));
          return call("uniq", "sorted", { count: true });
        },
        answer: digest,
      };
    case "diff":
      return { run: () => call("diff", "0", "1"), answer: countChanges };
    case "find":
      return { run: () => call("find", pattern, "0"), answer: countItems };
    case "csv":
      return name === "csv-1m"
        ? {
            run: () => call("csv_to_json", "0", "out.json"),
            answer: () => countIds(fs.readFile("/app/out.json")),
          }
        : { run: () => call("csv_to_json", "0"), answer: countIds };
    case "json-csv":
      return { run: () => call("json_to_csv", "0"), answer: countLines };
    case "yaml": {
      const given = text("/app/0");
      return { run: () => call("yaml_to_json", given), answer: countIds };
    }
    case "xml": {
      const given = text("/app/0");
      return {
        run: () => call("xml_to_dict", given),
        answer: (dict) => String(JSON.stringify(dict).split('"@id":').length - 1),
      };
    }
    default:
      return undefined;
  }
}

function copyIn(fs: SyncFileSystem, from: string, to: string): void {
  if (!statSync(from).isDirectory()) {
    fs.writeFile(to, new Uint8Array(readFileSync(from)));
    return;
  }
  fs.mkdir(to);
  for (const name of readdirSync(from)) copyIn(fs, join(from, name), `${to}/${name}`);
}
