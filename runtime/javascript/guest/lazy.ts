/** The guest sources that run only when a program first needs them, each a function body that is given `internals`. */
import { source as parseArgsPackage } from "../generated/parse-args.ts";
import { source as streamPackage } from "../generated/stream.ts";
import { source as stringDecoderPackage } from "../generated/string-decoder.ts";
import { source as typeScriptPackage } from "../generated/typescript.ts";
import { childProcessSource } from "./child-process.ts";
import { childProcessAsyncSource } from "./child-process-async.ts";
import { cryptoSource } from "./crypto.ts";
import { fsStreamsSource } from "./fs-streams.ts";
import { helpersSource } from "./helpers.ts";
import { lazyBuiltins } from "./lazy-builtins.ts";
import { osSource } from "./os.ts";
import { querystringSource } from "./querystring.ts";
import { readlineSource } from "./readline.ts";
import { streamSource } from "./stream.ts";
import { stringDecoderSource } from "./string-decoder.ts";
import { typeScriptSource } from "./typescript.ts";
import { urlSource } from "./url.ts";
import { urlClassesSource } from "./url-classes.ts";

/** Name and source. Those of packages return what the package exports. */
export const lazySources: ReadonlyMap<string, string> = new Map([
  ["child-process", childProcessSource],
  ["child-process-async", childProcessAsyncSource],
  ["crypto", cryptoSource],
  ["fs-streams", fsStreamsSource],
  ["helpers", helpersSource],
  ["os", osSource],
  ["parse-args-package", packageBody(parseArgsPackage)],
  ["querystring", querystringSource],
  ["readline", readlineSource],
  ["stream", streamSource],
  ["stream-package", packageBody(streamPackage)],
  ["string-decoder", stringDecoderSource],
  ["string-decoder-package", packageBody(stringDecoderPackage)],
  ["typescript", typeScriptSource],
  ["typescript-package", packageBody(typeScriptPackage)],
  ["url", urlSource],
  ["url-classes", urlClassesSource],
]);

/** Tells the guest what it can load. */
export const lazyTableSource: string = `internals.lazyBuiltins = new Map(${JSON.stringify([...lazyBuiltins])});`;

/** The body of a CommonJS module, as a function body that returns its exports. */
export function packageBody(source: string): string {
  return `const module = { exports: {} }; const { exports } = module; const require = internals.builtin;
${source}
return module.exports;`;
}
