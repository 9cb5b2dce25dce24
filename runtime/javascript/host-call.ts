/** One request of the guest to the host, and the boundary that it crosses. */
import { trap } from "../../wasm/index.ts";
import { GuestStop } from "../guest-stop.ts";
import type { Kernel } from "../kernel.ts";
import { isNativeStackOverflow } from "../native-stack.ts";
import { outcomeExitCodes } from "../outcome.ts";
import { guestErrorData } from "./guest-error.ts";
import { GuestThrow, NoGuestMemory } from "./guest-throw.ts";
import { copyCost, hostCost } from "./host-cost.ts";
import type { Box, Pointer } from "./quickjs-exports.ts";
import type { QuickJsVm, Span } from "./quickjs-vm.ts";

/** What an operation can be given besides its arguments. */
export interface Content {
  /** Bytes, or text as UTF-8, where they are in the guest's memory. A view dies when the guest runs again. */
  readonly span: Span;
  /** The value itself. */
  readonly box: Box;
}

/** What an operation answers. Structured data crosses as JSON text, which the guest's caller parses. */
export type Answer = undefined | boolean | number | string | Uint8Array | { readonly box: Box };

/** Answers one operation. Throws what {@link guestErrorData} knows; `GuestStop` ends the guest. */
export type Operation = (args: readonly unknown[], content: Content) => Answer;

/** The operations by name. */
export type Operations = ReadonlyMap<string, Operation>;

/** What the boundary works with. */
export interface Boundary {
  readonly kernel: Kernel;
  readonly vm: QuickJsVm;
  /** The guest's function that throws an error made of JSON data. */
  readonly raise: Box;
}

/** Answers a host call: operation name, arguments as JSON, content. Traps when the guest must end. */
export function answerHostCall(
  boundary: Boundary,
  operations: Operations,
  count: number,
  values: Pointer,
): Box {
  return crossBoundary(boundary, () => {
    const { kernel, vm } = boundary;
    kernel.fuel.charge(hostCost.call);
    const [nameBox, argsBox, contentBox] = readBoxes(vm, count, values);
    const operation = operations.get(readText(boundary, nameBox));
    if (operation === undefined) throw new TypeError("Cannot answer: there is no such operation");
    const args: unknown = JSON.parse(readText(boundary, argsBox));
    if (!Array.isArray(args)) throw new TypeError("Cannot answer: arguments are not a list");
    return withContent(vm, contentBox, (content) => toBox(boundary, operation(args, content)));
  });
}

/** Runs host code for the guest. What it throws is thrown in the guest (then the result is 0) or ends it by a trap. */
export function crossBoundary(boundary: Boundary, run: () => number): number {
  const { kernel } = boundary;
  if (kernel.poll() !== undefined) return trap();
  let result = 0;
  try {
    result = run();
  } catch (error) {
    throwIntoGuest(boundary, error);
  }
  if (kernel.stopped !== undefined) return trap();
  return result;
}

function throwIntoGuest({ kernel, vm, raise }: Boundary, error: unknown): void {
  if (error instanceof GuestThrow) {
    vm.throwInside(error.value);
    return;
  }
  if (error instanceof NoGuestMemory) {
    vm.exports.JS_ThrowOutOfMemory(vm.context);
    return;
  }
  // A trap of the guest's own code under ours goes on upwards; it stays uncatchable.
  if (error instanceof WebAssembly.RuntimeError) throw error;
  const data = guestErrorData(error);
  if (data === undefined) {
    kernel.stop(stopOf(error));
    return;
  }
  try {
    vm.freeValue(vm.callWith(raise, [vm.newText(JSON.stringify(data))]));
  } catch (thrown) {
    throwIntoGuest({ kernel, vm, raise }, thrown);
  }
}

function stopOf(error: unknown): GuestStop {
  if (error instanceof GuestStop) return error;
  if (isNativeStackOverflow(error)) {
    return new GuestStop("stack-overflow", outcomeExitCodes["stack-overflow"]);
  }
  const fault = { code: "HOST_FAULT", message: "Cannot answer a call of the guest" };
  return new GuestStop("trapped", outcomeExitCodes.trapped, fault);
}

function readBoxes(vm: QuickJsVm, count: number, values: Pointer): readonly [Box, Box, Box] {
  const at = (index: number): Box => {
    if (index >= count) return 0;
    const box = vm.view.getUint32(values + 4 * index, true);
    if (box === 0) throw new NoGuestMemory();
    return box;
  };
  return [at(0), at(1), at(2)];
}

/** Text of the guest, paid for before it is decoded. */
function readText({ kernel, vm }: Boundary, box: Box): string {
  const span = vm.openText(box);
  try {
    kernel.fuel.charge(copyCost(span.length));
    return vm.decode(span);
  } finally {
    vm.exports.qjs_free_cstring(span.pointer);
  }
}

function withContent(vm: QuickJsVm, box: Box, run: (content: Content) => Box): Box {
  const none = { pointer: 0, length: 0 };
  if (box === 0 || vm.exports.qjs_is_undefined(box) !== 0) return run({ box, span: none });
  if (vm.isString(box)) {
    const span = vm.openText(box);
    try {
      return run({ box, span });
    } finally {
      vm.exports.qjs_free_cstring(span.pointer);
    }
  }
  if (vm.exports.qjs_is_promise(box) !== 0) return run({ box, span: none });
  return run({ box, span: vm.spanOf(box) });
}

function toBox({ kernel, vm }: Boundary, answer: Answer): Box {
  switch (typeof answer) {
    case "undefined":
      return vm.newUndefined();
    case "boolean":
      return vm.newBoolean(answer);
    case "number":
      return vm.newNumber(answer);
    case "string":
      kernel.fuel.charge(copyCost(answer.length));
      return vm.newText(answer);
    default:
      return answer instanceof Uint8Array ? vm.newBytes(answer) : answer.box;
  }
}
