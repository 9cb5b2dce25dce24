/**
 * The bytes of a session: 8 bytes of magic and version, 32 bytes of SHA-256 or HMAC-SHA-256 over
 * what follows, one byte that says which, u32 LE length of a JSON header, the header, the state of
 * the interpreter, the files as tar.
 */
import type { SessionLanguage } from "./guest-session.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { StepData } from "./step-state.ts";

/** The secret of a MAC: 16 bytes or more. */
export type SessionKey = Uint8Array;

/** What a snapshot holds. */
export interface SessionData extends StepData {
  readonly language: SessionLanguage;
  /** A tar archive of `/app`. */
  readonly files: Uint8Array<ArrayBuffer>;
}

const magic = new TextEncoder().encode("FBSESS1\n");
const tagBytes = 32;
const kinds = { hash: 0, mac: 1 } as const;
const bodyStart = magic.length + tagBytes;
const minKeyBytes = 16;

/** Makes one array of a session. */
export async function encodeSession(
  { language, files, state, cwd, fuelUsed, steps }: SessionData,
  key: SessionKey | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const stateBytes = state?.length ?? -1;
  const header = new TextEncoder().encode(
    JSON.stringify({ language, stateBytes, cwd, fuelUsed, steps }),
  );
  const headerStart = bodyStart + 5;
  const stateStart = headerStart + header.length;
  const bytes = new Uint8Array(stateStart + Math.max(0, stateBytes) + files.length);
  bytes.set(magic);
  bytes[bodyStart] = key === undefined ? kinds.hash : kinds.mac;
  new DataView(bytes.buffer).setUint32(bodyStart + 1, header.length, true);
  bytes.set(header, headerStart);
  if (state !== undefined) bytes.set(state, stateStart);
  bytes.set(files, stateStart + Math.max(0, stateBytes));
  bytes.set(await tagOf(bytes.subarray(bodyStart), key), magic.length);
  return bytes;
}

/** Takes a session apart. Rejects with `SandboxError` INVALID_SNAPSHOT, and TypeError or RangeError for a wrong key. */
export async function decodeSession(
  given: Uint8Array,
  key: SessionKey | undefined,
): Promise<SessionData> {
  if (!(given instanceof Uint8Array)) {
    throw new TypeError("Cannot restore the session: the snapshot must be a Uint8Array");
  }
  // A copy: what is checked must be what is used.
  const bytes = new Uint8Array(given);
  if (!magic.every((byte, index) => bytes[index] === byte) || bytes.length < bodyStart + 5) {
    throw invalid("it is no snapshot of this version");
  }
  const kind = bytes[bodyStart];
  if (key !== undefined && kind !== kinds.mac) throw invalid("it has no MAC");
  if (key === undefined && kind === kinds.mac) throw invalid("it has a MAC, which needs its key");
  const tag = await tagOf(bytes.subarray(bodyStart), key);
  if (!isEqual(tag, bytes.subarray(magic.length, bodyStart))) {
    throw invalid("it is damaged or forged");
  }
  return readBody(bytes);
}

function readBody(bytes: Uint8Array<ArrayBuffer>): SessionData {
  const headerStart = bodyStart + 5;
  const headerBytes = new DataView(bytes.buffer).getUint32(bodyStart + 1, true);
  const stateStart = headerStart + headerBytes;
  const header = readHeader(bytes.subarray(headerStart, stateStart));
  const { stateBytes, ...rest } = header;
  const filesStart = stateStart + Math.max(0, stateBytes);
  if (filesStart > bytes.length) throw invalid("it is cut short");
  const state = stateBytes < 0 ? undefined : bytes.slice(stateStart, filesStart);
  return { ...rest, state, files: bytes.slice(filesStart) };
}

type Header = Omit<SessionData, "state" | "files"> & { readonly stateBytes: number };

function readHeader(bytes: Uint8Array): Header {
  let header: Partial<Record<keyof Header, unknown>>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes)) as typeof header;
  } catch {
    throw invalid("its header is damaged");
  }
  const { language, stateBytes, cwd, fuelUsed, steps } = header;
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value);
  if (
    (language !== "javascript" && language !== "python" && language !== "shell") ||
    (cwd !== undefined && typeof cwd !== "string") ||
    !isCount(stateBytes) ||
    !isCount(fuelUsed) ||
    !isCount(steps)
  ) {
    throw invalid("its header is damaged");
  }
  return { language, stateBytes, cwd, fuelUsed, steps };
}

async function tagOf(
  body: Uint8Array<ArrayBuffer>,
  key: SessionKey | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  if (key === undefined) return new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  if (!(key instanceof Uint8Array)) {
    throw new TypeError('Cannot use option "key": must be a Uint8Array');
  }
  if (key.length < minKeyBytes) {
    throw new RangeError(
      `Cannot use option "key": must have at least ${minKeyBytes} bytes, got ${key.length}`,
    );
  }
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const secret = await crypto.subtle.importKey("raw", new Uint8Array(key), algorithm, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", secret, body));
}

/** In a time that does not depend on where the first difference is. */
function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  one.forEach((byte, index) => {
    difference |= byte ^ (other[index] ?? 0);
  });
  return difference === 0;
}

function invalid(reason: string): SandboxError {
  return new SandboxError("INVALID_SNAPSHOT", `Cannot restore the session: ${reason}`);
}
