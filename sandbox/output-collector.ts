/** Keeps one output stream of a run, and passes it on as it comes. */

/** One output stream, as the host has it. */
export interface OutputCollector {
  add(chunk: Uint8Array<ArrayBuffer>): void;
  /** Everything so far as text; what is not UTF-8 becomes U+FFFD. */
  text(): string;
  /** What `onChunk` threw first, if it threw. */
  readonly failure: { readonly error: unknown } | undefined;
}

/** Room for the notice about what was dropped, which comes after the limit. */
const noticeBytes = 1024;

/** Makes a collector. Bytes past `maxBytes` and a notice are not kept, whatever a worker sends. */
export function createOutputCollector(
  maxBytes: number,
  onChunk?: (chunk: Uint8Array<ArrayBuffer>) => void,
): OutputCollector {
  let kept = new Uint8Array(1024);
  let size = 0;
  let failure: { readonly error: unknown } | undefined;
  return {
    add(chunk): void {
      const end = size + chunk.length;
      if (end > maxBytes + noticeBytes) return;
      if (end > kept.length) {
        const larger = new Uint8Array(Math.max(end, 2 * kept.length));
        larger.set(kept);
        kept = larger;
      }
      kept.set(chunk, size);
      size = end;
      if (onChunk === undefined || failure !== undefined) return;
      try {
        onChunk(chunk);
      } catch (error) {
        failure = { error };
      }
    },
    text: () => new TextDecoder("utf-8", { ignoreBOM: true }).decode(kept.subarray(0, size)),
    get failure(): { readonly error: unknown } | undefined {
      return failure;
    },
  };
}
