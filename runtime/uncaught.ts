/** What a guest says of an exception that nothing in it caught. */
import type { GuestFault } from "./outcome.ts";

/** The longest texts that are kept, in characters. */
const maxLengths = { type: 200, message: 4_000, file: 4_096, traceback: 20_000 } as const;

/**
 * Reads `{ type, message, file, line, traceback }` as JSON. It comes from the guest: what is
 * missing or wrong is left out, and what is too long is cut. Undefined when nothing can be read.
 */
export function readUncaught(text: string): GuestFault | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof data !== "object" || data === null) return undefined;
  const { message, line, ...rest } = data as Readonly<Record<string, unknown>>;
  const texts = (["type", "file", "traceback"] as const).flatMap((name) => {
    const value = rest[name];
    return typeof value === "string" ? [[name, value.slice(0, maxLengths[name])] as const] : [];
  });
  return {
    code: "UNCAUGHT",
    message: typeof message === "string" ? message.slice(0, maxLengths.message) : "",
    ...Object.fromEntries(texts),
    ...(Number.isSafeInteger(line) && Number(line) > 0 ? { line: Number(line) } : {}),
  };
}
