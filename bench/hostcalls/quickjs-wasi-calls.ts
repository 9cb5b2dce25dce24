/** The bare engine of JavaScript guests, unmetered and on this thread, with its own functions of the host. */
import { QuickJS } from "quickjs-wasi";
import type { Sample } from "../sample.ts";
import { answerText } from "./answer-text.ts";
import { loopSource, timeParts } from "./call-loop.ts";
import { compileQuickJs } from "./quickjs-module.ts";

/** Text of 4 KB from a function of the host, by the package's way for strings. */
export async function sampleQuickJsWasi(): Promise<Sample> {
  const vm = await QuickJS.create({ wasm: await compileQuickJs() });
  let last = vm.undefined;
  // The package copies the handle that is returned; the handle itself stays ours to free.
  const answer = vm.newFunction("answer", () => {
    if (last !== vm.undefined) last.dispose();
    last = vm.newString(answerText);
    return last;
  });
  vm.setProp(vm.global, "answer", answer);
  const loop = vm.evalCode(`(${loopSource})`);
  const sample = timeParts(() => {
    const result = vm.callFunction(loop, vm.undefined);
    const text = result.toString();
    result.dispose();
    return text;
  });
  vm.dispose();
  return sample;
}
