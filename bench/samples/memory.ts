/** How much memory guests of one kind take, in a process of its own: `KIND COUNT`. */
import { measureAdded } from "../hostcalls/added-memory.ts";
import { guests } from "../hostcalls/guests-held.ts";

const [, , kind = "", count = ""] = process.argv;
const prepare = guests[kind];
if (prepare === undefined) throw new Error(`There is no kind "${kind}"`);
const added = await measureAdded(await prepare(), Number(count));
console.log(JSON.stringify(added));
process.exit(0);
