/** Reads the arguments of host calls out of the guest's memory, paid for before they are copied. */
import { maxRequestBytes, parseBoundedJson } from "../bounded-json.ts";
import type { Kernel } from "../kernel.ts";
import { GuestError } from "./guest-error.ts";
import { flatSpan, flatText } from "./guest-string.ts";
import { NoGuestMemory } from "./guest-throw.ts";
import { copyCost } from "./host-cost.ts";
import { type Box, type Pointer, valueTags } from "./quickjs-exports.ts";
import type { QuickJsVm, Span } from "./quickjs-vm.ts";

/** What arguments are read with. */
export interface ArgumentReader {
  readonly kernel: Pick<Kernel, "fuel">;
  readonly vm: QuickJsVm;
}

/** `undefined`, as the engine keeps it. */
const undefinedBits = BigInt(valueTags.undefined) << 32n;

/** What the arguments of one call may still take, in bytes: the same text can be given many times. */
interface Allowance {
  left: number;
}

/** The arguments among `count` boxes from `start` on, as JSON would carry them: what is no data is null. */
export function readArguments(
  reader: ArgumentReader,
  values: Pointer,
  start: number,
  count: number,
): readonly unknown[] {
  const allowance: Allowance = { left: maxRequestBytes };
  const args: unknown[] = [];
  for (let index = start; index < count; index += 1) {
    args.push(readOne(reader, boxAt(reader.vm, values, index), allowance));
  }
  return args;
}

/** One argument of its own, as {@link readArguments}; `fuel` is to be paid with it. */
export function readArgument(reader: ArgumentReader, box: Box, fuel = 0): unknown {
  return readOne(reader, box, { left: maxRequestBytes }, fuel);
}

/** One of the boxes that a call comes with. Throws `NoGuestMemory` for one that could not be made. */
export function boxAt({ view }: QuickJsVm, values: Pointer, index: number): Box {
  const box = view.getUint32(values + 4 * index, true);
  if (box === 0) throw new NoGuestMemory();
  return box;
}

function readOne(reader: ArgumentReader, box: Box, allowance: Allowance, fuel = 0): unknown {
  const { kernel, vm } = reader;
  const tag = vm.tagOf(box);
  switch (tag) {
    case valueTags.undefined:
    case valueTags.null:
      return null;
    case valueTags.int:
      return vm.view.getInt32(box, true);
    case valueTags.boolean:
      return vm.view.getInt32(box, true) !== 0;
    case valueTags.string: {
      const span = flatSpan(vm, box);
      if (span === undefined) return readStructure(reader, box, allowance);
      take(allowance, span);
      kernel.fuel.charge(fuel + copyCost(span.length));
      return flatText(vm, span);
    }
  }
  if (tag >= valueTags.first && tag < 0) return readStructure(reader, box, allowance);
  const number = vm.toNumber(box);
  return Number.isFinite(number) ? number : null;
}

/** What the engine's own JSON makes of a value. */
function readStructure({ kernel, vm }: ArgumentReader, box: Box, allowance: Allowance): unknown {
  const { exports, context } = vm;
  const bits = vm.view.getBigInt64(box, true);
  const none = undefinedBits;
  const json = vm.newFromBits(exports.JS_JSONStringify(context, bits, none, none));
  try {
    if (vm.tagOf(json) === valueTags.undefined) return null;
    const text = vm.openText(json);
    try {
      take(allowance, text);
      kernel.fuel.charge(text.length);
      return parse(vm, text);
    } finally {
      exports.qjs_free_cstring(text.pointer);
    }
  } finally {
    vm.freeValue(json);
  }
}

function take(allowance: Allowance, { length }: Span): void {
  allowance.left -= length;
  if (allowance.left >= 0) return;
  const message = `Cannot read arguments: they take more than ${maxRequestBytes} bytes`;
  throw new GuestError({ base: "RangeError", code: "TOO_LONG", message });
}

function parse(vm: QuickJsVm, text: Span): unknown {
  try {
    return parseBoundedJson(vm.decode(text));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TypeError(`Cannot read an argument: ${error.message}`);
  }
}
