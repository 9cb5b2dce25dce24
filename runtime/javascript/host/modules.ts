/** Host calls of `require`, of `import.meta` and of error reports. */
import type { Kernel } from "../../kernel.ts";
import { runBytecode } from "../bytecode.ts";
import type { Operation } from "../host-call.ts";
import { copyCost } from "../host-cost.ts";
import type { ModuleLoader } from "../module-loader.ts";
import type { QuickJsVm } from "../quickjs-vm.ts";
import { resolveImport, resolveRequire } from "../resolve-module.ts";
import type { Snapshot } from "../snapshot.ts";
import { numberAt, textAt } from "./arguments.ts";

/** A longer line is cut when it is shown, and when an error is looked for in it. */
const maxLineLength = 200;
const maxSearchedLength = 10_000;

/** The operations whose names start with `module.`. */
export function moduleOperations(
  kernel: Kernel,
  vm: QuickJsVm,
  loader: ModuleLoader,
  bytecode: Snapshot["bytecode"],
): readonly [string, Operation][] {
  return [
    [
      "module.resolve",
      (args) => ({
        json: JSON.stringify(resolveRequire(loader.context, textAt(args, 0), textAt(args, 1))),
      }),
    ],
    [
      "module.locate",
      (args) => {
        const found = resolveImport(loader.context, textAt(args, 0), textAt(args, 1));
        const path = encodeURI(found.path).replace(/[?#]/g, encodeURIComponent);
        return found.format === "builtin" ? `node:${found.path}` : `file://${path}${found.query}`;
      },
    ],
    ["module.text", (args) => ({ box: vm.newTextFrom(loader.readSource(textAt(args, 0))) })],
    [
      "module.compile",
      (args) => {
        const path = textAt(args, 0);
        return { box: loader.compileCommonJs(path, loader.readCode(path)) };
      },
    ],
    [
      "module.source",
      (args) => {
        const code = bytecode.get(textAt(args, 0));
        if (code === undefined) throw new TypeError("Cannot load: there is no such source");
        kernel.fuel.charge(copyCost(code.length));
        return { box: runBytecode(vm, code) };
      },
    ],
    ["module.import", (args) => ({ box: loader.importNow(textAt(args, 0)) })],
    [
      "module.line",
      (args) => {
        const path = textAt(args, 0);
        if (!kernel.fs.exists(path) && !loader.isMain(path)) return undefined;
        const source = loader.readSource(path);
        kernel.fuel.charge(copyCost(source.length));
        const line = new TextDecoder().decode(source).split("\n")[numberAt(args, 1) - 1];
        return line?.slice(0, args[2] === true ? maxSearchedLength : maxLineLength);
      },
    ],
  ];
}
