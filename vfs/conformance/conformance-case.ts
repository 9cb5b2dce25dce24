/** What the conformance cases of providers are made of; no test framework is needed. */
import { FsError, type FsErrorCode } from "../fs-error.ts";
import type { Provider, ProviderCapabilities, ProviderEntry } from "../provider.ts";

/** A provider to try, which is empty at first. */
export interface ConformanceSubject {
  readonly provider: Provider;
  /** The same files by a provider that writes them, where `provider` cannot or should not. @default provider */
  readonly seed?: Provider;
}

/** One thing that every provider does. */
export interface ConformanceCase {
  readonly title: string;
  /** Whether a provider with these capabilities has to do it. */
  applies(capabilities: ProviderCapabilities): boolean;
  /** Rejects with an `Error` that says what is otherwise than expected. */
  run(subject: ConformanceSubject): Promise<void>;
}

/** The work of a case: on the provider, after `seed` has written what it needs. */
export type ConformanceCheck = (provider: Provider, seed: Provider) => Promise<void>;

/** Makes a case of a check. */
export function conformanceCase(
  title: string,
  needs: Partial<ProviderCapabilities>,
  check: ConformanceCheck,
): ConformanceCase {
  return {
    title,
    applies: (capabilities) =>
      Object.entries(needs).every(
        ([name, value]) => capabilities[name as keyof ProviderCapabilities] === value,
      ),
    run: ({ provider, seed = provider }) => check(provider, seed),
  };
}

/** Text as bytes. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** The content of a file as text. */
export async function textAt(provider: Provider, path: string): Promise<string> {
  return new TextDecoder().decode(await provider.read(path));
}

/** The entries of a directory, sorted by name. */
export async function entriesOf(provider: Provider, path: string): Promise<ProviderEntry[]> {
  const entries: ProviderEntry[] = [];
  for await (const entry of provider.list(path)) entries.push(entry);
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The names in a directory, sorted, with a `/` after those of directories. */
export async function namesIn(provider: Provider, path: string): Promise<string> {
  const entries = await entriesOf(provider, path);
  return entries.map(({ name, type }) => (type === "directory" ? `${name}/` : name)).join(" ");
}

/** Throws unless two values look the same. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [looks(actual), looks(expected)];
  if (is !== should) throw new Error(`${what} is ${is}, expected ${should}`);
}

/** Throws unless a call fails with a code. */
export async function expectCode(code: FsErrorCode, call: Promise<unknown>): Promise<void> {
  const outcome: unknown = await call.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
  if (outcome instanceof FsError && outcome.code === code) return;
  const was = outcome instanceof Error ? `"${outcome.message}"` : "no failure";
  throw new Error(`The call gave ${was}, expected an FsError with the code "${code}"`);
}

function looks(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "bigint") return `${part}n`;
    return part instanceof Uint8Array ? [...part] : part;
  });
}
