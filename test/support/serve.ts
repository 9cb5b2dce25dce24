/** Serves the files of a folder, and pages of a test, on loopback. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { text } from "node:stream/consumers";

/** What a site is. */
export interface SiteOptions {
  /** Files by URL path. */
  readonly folder: string;
  /** Folders by the start of a URL path, such as `/fuelbox/`, before `folder`. */
  readonly folders?: Readonly<Record<string, string>>;
  /** Texts by URL path, before the files. */
  readonly pages?: Readonly<Record<string, string>>;
  /** Sent with every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes what pages post, to whatever path. */
  readonly onPost?: (body: string) => void;
}

/** A site that is being served until it is closed. */
export interface Site {
  /** Without a slash at its end. */
  readonly origin: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  close(): void;
}

/** Makes a page cross-origin isolated. */
export const isolation: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Serves a site. */
export async function serveSite(options: SiteOptions): Promise<Site> {
  const { folder, folders = {}, pages = {}, headers = {}, onPost = () => {} } = options;
  const fileOf = (path: string): string => {
    if (path.endsWith("/")) return fileOf(`${path}index.html`);
    const prefix = Object.keys(folders).find((start) => path.startsWith(start));
    if (prefix === undefined) return join(folder, path);
    return join(folders[prefix] ?? folder, path.slice(prefix.length));
  };
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method === "POST") {
      onPost(await text(request));
      response.statusCode = 204;
      response.end();
      return;
    }
    const path = normalize(decodeURI(new URL(request.url ?? "/", "http://site").pathname));
    asked.push(path);
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    const body = page ?? (await readFile(fileOf(path)).catch(() => undefined));
    response.statusCode = body === undefined ? 404 : 200;
    const isPage = page !== undefined || path.endsWith("/");
    const type = contentTypes[isPage ? ".html" : extname(path)];
    response.setHeader("Content-Type", type ?? "application/octet-stream");
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
