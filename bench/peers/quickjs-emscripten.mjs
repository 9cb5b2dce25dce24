/** A fresh context of quickjs-emscripten on this thread. */
import { getQuickJS } from "quickjs-emscripten";
import { takeSample } from "./take-sample.mjs";

await takeSample(async (program) => {
  const quickJs = await getQuickJS();
  const vm = quickJs.newContext();
  let answer = "";
  const log = vm.newFunction("log", (line) => {
    answer += `${vm.getString(line)}\n`;
  });
  const console = vm.newObject();
  vm.setProp(console, "log", log);
  vm.setProp(vm.global, "console", console);
  vm.unwrapResult(vm.evalCode(program)).dispose();
  for (const handle of [log, console, vm]) handle.dispose();
  return answer;
});
