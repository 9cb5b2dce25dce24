/** Modules of Node that the sandbox does not have, and why. */

const reasons: Readonly<Record<string, string>> = {
  "it has no network": "dgram dns dns/promises http http2 https net tls",
  "a program has one thread": "cluster worker_threads",
  "a program cannot look into the engine": "inspector trace_events v8 vm wasi",
  "it is no part of what programs find here":
    "async_hooks diagnostics_channel domain punycode repl sqlite test tty zlib",
};

const unavailable: ReadonlyMap<string, string> = new Map(
  Object.entries(reasons).flatMap(([reason, names]) =>
    names.split(" ").map((name): [string, string] => [name, reason]),
  ),
);

/** Why there is no built-in module of that name; undefined for names that Node does not know either. */
export function whyUnavailable(name: string): string | undefined {
  return unavailable.get(name);
}
