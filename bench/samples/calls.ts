/** One contender of suite `calls` in a fresh process: `javascript CALL`, `python CALL`, `at-hand`, `quickjs-wasi` or `comlink`. */
import { sampleAnswerAtHand } from "../hostcalls/answer-at-hand.ts";
import { sampleEcho } from "../hostcalls/echo.ts";
import { sampleGuestCall } from "../hostcalls/guest-calls.ts";
import { sampleQuickJsWasi } from "../hostcalls/quickjs-wasi-calls.ts";
import type { Sample } from "../sample.ts";

const [, , who = "", call = ""] = process.argv;
console.log(JSON.stringify(await take()));

function take(): Promise<Sample> {
  switch (who) {
    case "javascript":
    case "python":
      return sampleGuestCall(who, call);
    case "at-hand":
      return sampleAnswerAtHand();
    case "quickjs-wasi":
      return sampleQuickJsWasi();
    case "comlink":
      return sampleEcho();
    default:
      throw new Error(`There is no contender "${who}"`);
  }
}
