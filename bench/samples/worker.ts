/** A bare worker in a fresh process. */
import { sampleBareWorker } from "../bare-worker.ts";

console.log(JSON.stringify(await sampleBareWorker()));
