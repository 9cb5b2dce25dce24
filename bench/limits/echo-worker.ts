/** A worker that does nothing but answer calls over comlink: `workerData` is the port. */
import { workerData } from "node:worker_threads";
import { expose } from "comlink";
import { answerText } from "../hostcalls/answer-text.ts";

if (!(workerData instanceof MessagePort)) throw new TypeError("There is no port");
expose({ answer: () => answerText }, workerData);
