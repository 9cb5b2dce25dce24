/** One request of the guest to the host, and the boundary that it crosses. */
import { trap } from "../../wasm/index.ts";
import { GuestStop } from "../guest-stop.ts";
import type { Kernel } from "../kernel.ts";
import { isNativeStackOverflow } from "../native-stack.ts";
import { outcomeExitCodes } from "../outcome.ts";
import { guestErrorData } from "./guest-error.ts";
import { GuestThrow, NoGuestMemory } from "./guest-throw.ts";
import { boxAt, readArgument, readArguments } from "./host-argument.ts";
import { Content } from "./host-content.ts";
import { copyCost, hostCost } from "./host-cost.ts";
import type { Box, Pointer } from "./quickjs-exports.ts";
import type { QuickJsVm } from "./quickjs-vm.ts";

/** What an operation answers. Structured data crosses as JSON. */
export type Answer =
  | undefined
  | boolean
  | number
  | string
  | Uint8Array
  | { readonly box: Box }
  | { readonly json: string };

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

/** Answers a host call: operation name, content, arguments. Traps when the guest must end. */
export function answerHostCall(
  boundary: Boundary,
  operations: Operations,
  count: number,
  values: Pointer,
): Box {
  return crossBoundary(boundary, () => {
    const { vm } = boundary;
    const name = readArgument(boundary, boxAt(vm, values, 0), hostCost.call);
    const operation = typeof name === "string" ? operations.get(name) : undefined;
    if (operation === undefined) throw new TypeError("Cannot answer: there is no such operation");
    const content = new Content(vm, count > 1 ? boxAt(vm, values, 1) : 0);
    const args = readArguments(boundary, values, 2, count);
    try {
      return toBox(boundary, operation(args, content));
    } finally {
      content.close();
    }
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
      if (answer instanceof Uint8Array) return vm.newBytes(answer);
      if ("box" in answer) return answer.box;
      kernel.fuel.charge(copyCost(answer.json.length));
      return vm.newJson(answer.json);
  }
}
