/** What is left in memory after many calls of a utility by one JavaScript guest: `CALLS`; needs `--expose-gc`. */
import {
  createFuelAccount,
  createKernel,
  createSeededEntropy,
  createVirtualClock,
  openJavaScriptEngine,
} from "../../runtime/index.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { createEngineHost } from "../../worker/artifacts-node.ts";
import { answerText } from "../hostcalls/answer-text.ts";
import { answerPath } from "../hostcalls/guest-programs.ts";

const calls = Number(process.argv[2]);
/** By then engines have compiled and pools are filled. */
const firstCalls = 20_000;

const engine = await openJavaScriptEngine(createEngineHost(), { stackBytes: 96 * 1024 });
const fs = createFileSystem().sync;
for (const directory of ["/app", "/tmp"]) fs.mkdir(directory);
fs.writeFile(`/app/${answerPath}`, new TextEncoder().encode(answerText));

const readings: { readonly linearBytes: number; readonly hostBytes: number }[] = [];
let printed = "";
const kernel = createKernel({
  fs,
  fuel: createFuelAccount(2n ** 62n),
  args: ["/app/main.mjs"],
  clock: createVirtualClock(),
  entropy: createSeededEntropy(1),
  // The guest writes when it is to be looked at.
  stdout: (chunk) => {
    printed += new TextDecoder().decode(chunk);
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    const linearBytes = kernel.memory?.buffer.byteLength ?? 0;
    readings.push({ linearBytes, hostBytes: heapUsed + external });
  },
});
const source = `import { cat } from "sandbox_utils";
function repeat(count) {
  let total = 0;
  for (let index = 0; index < count; index++) total += cat("${answerPath}").length;
  console.log(total);
}
repeat(${firstCalls});
repeat(${calls});
`;
const end = await engine.run({ source, path: "/app/main.mjs" }, kernel);
const expected = [firstCalls, calls].map((count) => `${count * answerText.length}\n`).join("");
const [before, after] = readings;
if (end.outcome !== "exited" || printed !== expected || before === undefined) {
  throw new Error(`Error: the guest ended as ${end.outcome} and said ${JSON.stringify(printed)}`);
}
console.log(JSON.stringify({ before, after }));
