/** Host calls between text and bytes. */

import type { Kernel } from "../../kernel.ts";
import { GuestError } from "../guest-error.ts";
import type { Operation } from "../host-call.ts";
import { copyCost } from "../host-cost.ts";
import type { QuickJsVm } from "../quickjs-vm.ts";
import { textAt } from "./arguments.ts";

const encoder = new TextEncoder();

/** The encodings there are, by the name that `TextDecoder.encoding` has. */
const encodings: readonly string[] = ["utf-8", "utf-16le", "windows-1252"];

/** The operations whose names start with `text.`. */
export function textOperations(kernel: Kernel, vm: QuickJsVm): readonly [string, Operation][] {
  const take = (length: number): void => kernel.fuel.charge(2 * copyCost(length));
  return [
    [
      "text.encode",
      (_args, { span }) => {
        take(span.length);
        return vm.slice(span).slice();
      },
    ],
    ["text.label", (args) => labelOf(textAt(args, 0))],
    [
      "text.decode",
      (args, { span }) => {
        take(span.length);
        return { box: vm.newTextFrom(decode(textAt(args, 0), args[1], vm.slice(span).slice())) };
      },
    ],
    ["text.whole", (args, { span }) => wholeLength(textAt(args, 0), vm.slice(span))],
    [
      "text.latin1",
      (_args, { span }) => {
        take(span.length);
        return Array.from(vm.slice(span), (byte) => String.fromCharCode(byte)).join("");
      },
    ],
  ];
}

function labelOf(label: string): string {
  let encoding: string | undefined;
  try {
    ({ encoding } = new TextDecoder(label));
  } catch {}
  if (encoding !== undefined && encodings.includes(encoding)) return encoding;
  const message = `The "${label}" encoding is not supported`;
  throw new GuestError({ base: "RangeError", code: "ERR_ENCODING_NOT_SUPPORTED", message });
}

/** Decodes as the guest's TextDecoder is set, to UTF-8 that QuickJS takes. */
function decode(label: string, options: unknown, bytes: Uint8Array): Uint8Array {
  const { fatal, ignoreBOM } = readOptions(options);
  try {
    const text = new TextDecoder(label, { fatal, ignoreBOM }).decode(bytes);
    return encoder.encode(text);
  } catch {
    const message = `The encoded data was not valid for encoding ${label}`;
    throw new GuestError({ base: "TypeError", code: "ERR_ENCODING_INVALID_ENCODED_DATA", message });
  }
}

function readOptions(value: unknown): { readonly fatal: boolean; readonly ignoreBOM: boolean } {
  const { fatal, ignoreBOM } = Object(value) as Readonly<Record<string, unknown>>;
  return { fatal: fatal === true, ignoreBOM: ignoreBOM === true };
}

/** How many bytes from the start do not end in the middle of a character. */
function wholeLength(label: string, bytes: Uint8Array): number {
  if (label === "utf-16le") return bytes.length - (bytes.length % 2);
  if (label !== "utf-8") return bytes.length;
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
