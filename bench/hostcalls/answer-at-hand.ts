/** What it takes a JavaScript guest to be given text that its host has at hand: a call of a utility without the utility. */
import { createFuelAccount, createKernel, openJavaScriptEngine } from "../../runtime/index.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { createEngineHost } from "../../worker/artifacts-node.ts";
import { readSample, type Sample } from "../sample.ts";
import { answerText } from "./answer-text.ts";
import { javascriptProgram } from "./guest-programs.ts";

/** The stack of a main thread has 1 MB. */
const stackBytes = 96 * 1024;

/** Runs the program on this thread. Throws when it does not print a sample. */
export async function sampleAnswerAtHand(): Promise<Sample> {
  const engine = await openJavaScriptEngine(createEngineHost(), { stackBytes });
  const fs = createFileSystem().sync;
  for (const directory of ["/app", "/tmp"]) fs.mkdir(directory);
  let printed = "";
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(2n ** 62n),
    args: ["/app/main.mjs"],
    stdout: (chunk) => {
      printed += new TextDecoder().decode(chunk);
    },
  });
  kernel.call = () => answerText;
  const source = javascriptProgram({
    imports: 'import { cat } from "sandbox_utils";',
    call: 'cat("a")',
  });
  const { outcome } = await engine.run({ source, path: "/app/main.mjs" }, kernel);
  kernel.close();
  if (outcome !== "exited") throw new Error(`Error: the guest ended as ${outcome}`);
  return readSample(JSON.parse(printed), "answer at hand");
}
