/** What {@link measureStops} finds, in a process of its own: `ROUNDS`. */
import { measureStops } from "../stops/measure-stops.ts";

console.log(JSON.stringify(await measureStops(Number(process.argv[2]))));
