/** Code in the fragment of a URL: what servers never see, and what runs only when somebody says so. */
import { findLanguage, type LanguageId } from "./languages.ts";

/** What a link carries. */
export interface SharedCode {
  readonly language: LanguageId;
  readonly code: string;
  /** The example whose files the code works on. */
  readonly example?: string | undefined;
}

/** Longer links break on their way. */
const maxFragmentLength = 16_000;
/** What a link may unpack to, in bytes: a short one could hold gigabytes of zeros. */
const maxCodeBytes = 256 * 1024;

/** The fragment of a link, without `#`. Throws RangeError when the code is too long for one. */
export async function encodeFragment({ language, code, example }: SharedCode): Promise<string> {
  const packed = await collect(
    new Blob([code]).stream().pipeThrough(new CompressionStream("deflate-raw")),
    maxCodeBytes,
  );
  const parameters = new URLSearchParams({ l: language });
  if (example !== undefined) parameters.set("e", example);
  if (packed !== undefined) parameters.set("c", toBase64Url(packed));
  const fragment = parameters.toString();
  if (packed !== undefined && fragment.length <= maxFragmentLength) return fragment;
  throw new RangeError(
    `Cannot make a link: the code takes ${fragment.length} characters, must be at most ${maxFragmentLength}`,
  );
}

/** What a fragment carries; undefined when it carries nothing. Throws RangeError when it is damaged. */
export async function decodeFragment(fragment: string): Promise<SharedCode | undefined> {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  const packed = parameters.get("c");
  if (packed === null) return undefined;
  const language = findLanguage(parameters.get("l"));
  const bytes = fragment.length > maxFragmentLength + 1 ? undefined : fromBase64Url(packed);
  const code = bytes && (await inflate(bytes));
  if (language === undefined || code === undefined) {
    throw new RangeError("Cannot read the link: it is damaged or too long");
  }
  return { language: language.id, code, example: parameters.get("e") ?? undefined };
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  try {
    const code = await collect(stream, maxCodeBytes);
    return code && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(code);
  } catch {
    return undefined;
  }
}

/** All bytes of a stream; undefined when there are more than `maxBytes`. */
async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    size += value.length;
    chunks.push(value);
    if (size <= maxBytes) continue;
    await reader.cancel();
    return undefined;
  }
}

function toBase64Url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
