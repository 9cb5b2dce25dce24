/** A visit: a page of ours, opened in some browser, runs programs and posts what came of them. */
import { plainPrograms, runAll } from "../programs/index.ts";
import { root } from "../support/fuelbox-page.ts";
import { serveSite } from "../support/serve.ts";
import type { BrowserKind } from "./browsers.ts";
import { smoke } from "./smoke.ts";

/** What a page posts when it is done. */
export interface Found {
  readonly userAgent: string;
  readonly isCrossOriginIsolated: boolean;
  /** Results by the names of programs. */
  readonly programs: unknown;
  readonly smoke: unknown;
}

/** How long a visit may take, in milliseconds. */
export const visitMs = 120_000;

/** Opens a page in a browser and waits for what it posts. Rejects with what it complains about, or when it says nothing. */
export async function visit(
  browser: BrowserKind,
  headers: Readonly<Record<string, string>>,
): Promise<Found> {
  let answer: (body: string) => void = () => {};
  const posted = new Promise<string>((resolve) => {
    answer = resolve;
  });
  let said = "nothing";
  const site = await serveSite({
    folder: root,
    pages: { "/": html },
    headers,
    onPost(body): void {
      if (body.startsWith("{")) answer(body);
      else said = body;
    },
  });
  const opened = await browser.open(`${site.origin}/`);
  const timer = setTimeout(() => answer(`{"error":"Too late"}`), visitMs);
  try {
    const found = JSON.parse(await posted);
    if ("error" in found) throw new Error(`${browser.name}: ${found.error}, after "${said}"`);
    return found;
  } finally {
    clearTimeout(timer);
    await opened.close();
    site.close();
  }
}

/** Programs as JSON, modules as base64. */
const programs = JSON.stringify(plainPrograms, (_key, value) =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value,
);

const html = `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>fuelbox</title>
<script type="module">
  const post = (body) => fetch("/", { method: "POST", body });
  const fail = (error) => post(JSON.stringify({ error: String(error) }));
  addEventListener("error", (event) => fail(event.error ?? event.message));
  addEventListener("unhandledrejection", (event) => fail(event.reason));
  const bytes = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const programs = JSON.parse(
    ${JSON.stringify(programs).replaceAll("<", "\\u003c")},
    (_key, value) => (value?.base64 === undefined ? value : bytes(value.base64)),
  );
  const runAll = ${runAll.toString()};
  const smoke = ${smoke.toString()};
  await post("the page");
  const { openSandbox } = await import("/dist/browser/fuelbox.js");
  await post("the import");
  // Says what it is at, for when nothing more is heard.
  const openTelling = async (options) => {
    const sandbox = await openSandbox({ ...options, onProgress: post });
    return {
      run: (program) => {
        post(JSON.stringify(Object.values(program)[0]).slice(1));
        return sandbox.run(program);
      },
      close: () => sandbox.close(),
    };
  };
  const work = async () => {
    const found = {
      userAgent: navigator.userAgent,
      isCrossOriginIsolated: crossOriginIsolated,
      programs: await runAll(openTelling, programs),
    };
    await post("the programs");
    await post(JSON.stringify({ ...found, smoke: await smoke(openSandbox) }));
  };
  // Not left to the page: not every browser tells what a module rejects with.
  await work().catch(fail);
</script>`;
