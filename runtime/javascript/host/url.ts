/** Host calls of `URL`: the host's own parser, which is that of the WHATWG standard. */
import type { Kernel } from "../../kernel.ts";
import type { Answer, Operation } from "../host-call.ts";
import { hostCost } from "../host-cost.ts";
import { textAt } from "./arguments.ts";

// Taken while it is there: the realm that guests run in has no use for most globals.
const HostUrl = URL;

/** The parts that a program may set. */
const settable = [
  "href",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
] as const;

/** The operations whose names start with `url.`. */
export function urlOperations({ fuel }: Kernel): readonly [string, Operation][] {
  const take = (...texts: readonly string[]): void => {
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    fuel.charge(hostCost.path + length * hostCost.urlCharacter);
  };
  return [
    [
      "url.parse",
      (args) => {
        const input = textAt(args, 0);
        const base = args.length > 1 ? textAt(args, 1) : undefined;
        take(input, base ?? "");
        const url = parse(input, base);
        return url && partsOf(url);
      },
    ],
    [
      "url.set",
      (args) => {
        const href = textAt(args, 0);
        const part = settable.find((name) => name === args[1]);
        const value = textAt(args, 2);
        take(href, value);
        const url = parse(href, undefined);
        if (url === undefined || part === undefined) throw new TypeError("Invalid URL");
        if (part === "href" && parse(value, undefined) === undefined) {
          throw new TypeError("Invalid URL");
        }
        url[part] = value;
        return partsOf(url);
      },
    ],
  ];
}

function parse(input: string, base: string | undefined): URL | undefined {
  try {
    return new HostUrl(input, base);
  } catch {
    return undefined;
  }
}

function partsOf(url: URL): Answer {
  const { href, origin, protocol, username, password, host, hostname, port } = url;
  const { pathname, search, hash } = url;
  const authority = { origin, protocol, username, password, host, hostname, port };
  return { json: JSON.stringify({ href, ...authority, pathname, search, hash }) };
}
