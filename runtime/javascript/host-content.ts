/** What a host call comes with besides its arguments: bytes, text, or a value of another kind. */
import { asciiSpan } from "./guest-string.ts";
import { type Box, valueTags } from "./quickjs-exports.ts";
import type { QuickJsVm, Span } from "./quickjs-vm.ts";

const nothing: Span = { pointer: 0, length: 0 };

/** The content of one call; close it when the call is answered. */
export class Content {
  /** The value itself; 0 when the call has none. */
  readonly box: Box;
  readonly #vm: QuickJsVm;
  #span: Span | undefined;
  /** Text that the engine has encoded for us. */
  #encoded = 0;

  constructor(vm: QuickJsVm, box: Box) {
    this.#vm = vm;
    this.box = box;
  }

  /**
   * Bytes, or text as UTF-8, where they are in the guest's memory. A view dies when the guest runs
   * again. Throws `GuestThrow` for a value that is neither.
   */
  get span(): Span {
    this.#span ??= this.#open();
    return this.#span;
  }

  close(): void {
    if (this.#encoded !== 0) this.#vm.exports.qjs_free_cstring(this.#encoded);
  }

  #open(): Span {
    const vm = this.#vm;
    const { box } = this;
    const tag = box === 0 ? valueTags.undefined : vm.tagOf(box);
    if (tag === valueTags.undefined) return nothing;
    if (tag === valueTags.object) return vm.spanOf(box);
    const span = asciiSpan(vm, box);
    if (span !== undefined) return span;
    const encoded = vm.openText(box);
    this.#encoded = encoded.pointer;
    return encoded;
  }
}
