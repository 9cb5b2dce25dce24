/** Hosts hear from every utility that reads files or visits directories how far it has come. */
import { expect, test } from "vitest";
import { callUtility, type UtilityProgress } from "../utils-lib/index.ts";
import { createContext } from "./utilities/run-vectors.ts";
import { byteWorkloads, type MakeWorkload, treeWorkloads } from "./utilities/workloads.ts";

/** Those that are given text, or read little of a file however large it is. */
const others: readonly string[] = [
  ...["echo", "head", "json_to_yaml", "save_state", "sed", "tail", "toml_to_json"],
  ...["xml_to_dict", "yaml_to_json"],
];
const readers = Object.entries(byteWorkloads).filter(([utility]) => !others.includes(utility));

/** Runs a workload and gives what it told. */
function listen(utility: string, make: MakeWorkload, units: number): readonly UtilityProgress[] {
  const heard: UtilityProgress[] = [];
  const { files, args } = make(units);
  const progress = (done: UtilityProgress): void => void heard.push(done);
  callUtility({ ...createContext({ files }), progress }, utility, args);
  return heard;
}

test.each(readers)("%s tells more than once how many bytes it has read", (utility, make) => {
  const heard = listen(utility, make, 5_000);
  const bytes = heard.map((done) => done.bytes);
  expect(heard.length).toBeGreaterThan(1);
  expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
  expect(bytes.at(-1)).toBeGreaterThan(125_000);
});

test.each(Object.entries(treeWorkloads))("%s tells how much it has visited", (utility, make) => {
  const heard = listen(utility, make, 50);
  const items = heard.map((done) => done.items);
  expect(items).toEqual(items.toSorted((a, b) => a - b));
  expect(items.at(-1)).toBeGreaterThanOrEqual(50);
});
