/** Runs in Node, Bun or Deno: the programs and the walk on the built package, told as JSON on stdout. */
import { openSandbox } from "fuelbox";
import { plainPrograms, runAll } from "../programs/index.ts";
import { smoke } from "./smoke.ts";

const programs = await runAll(openSandbox, plainPrograms);
console.log(JSON.stringify({ programs, smoke: await smoke(openSandbox) }));
