/** Text of 4 KB from a function of the host in quickjs-emscripten on this thread; prints a sample. */
import { writeSync } from "node:fs";
import { getQuickJS } from "quickjs-emscripten";
import { answerText } from "../../dist/bench/hostcalls/answer-text.js";
import { loopSource, timeParts } from "../../dist/bench/hostcalls/call-loop.js";

const vm = (await getQuickJS()).newContext();
const answer = vm.newFunction("answer", () => vm.newString(answerText));
vm.setProp(vm.global, "answer", answer);
const loop = vm.unwrapResult(vm.evalCode(`(${loopSource})`));
const sample = timeParts(() => {
  const result = vm.unwrapResult(vm.callFunction(loop, vm.undefined));
  const text = vm.getString(result);
  result.dispose();
  return text;
});
writeSync(1, JSON.stringify(sample));
process.exit(0);
