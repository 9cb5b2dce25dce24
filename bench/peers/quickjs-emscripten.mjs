/** A fresh QuickJS of quickjs-emscripten on this thread: from the import to the first output. */
import { getQuickJS } from "quickjs-emscripten";

const start = performance.now();
const quickJs = await getQuickJS();
const vm = quickJs.newContext();
let answer = "";
const print = vm.newFunction("print", (line) => {
  answer += `${vm.getString(line)}\n`;
});
vm.setProp(vm.global, "print", print);
print.dispose();
vm.unwrapResult(vm.evalCode('print("hello")')).dispose();
const ms = performance.now() - start;
vm.dispose();
console.log(JSON.stringify({ ms, answer }));
