/** One cold start: from opening a sandbox to the first byte of output. */
import { openSandbox } from "../../sandbox/node.ts";

const start = performance.now();
let ms = 0;
const sandbox = await openSandbox();
const { stdout } = await sandbox.run({
  javascript: 'console.log("hello")',
  onStdout: () => {
    ms ||= performance.now() - start;
  },
});
await sandbox.close();
console.log(JSON.stringify({ ms, answer: stdout }));
