/** Runs workloads in a worker of a page of Chromium. */
import { spawnSync } from "node:child_process";
import { rolldown } from "rolldown";
import { launchChromium } from "../../test/support/chromium.ts";
import { findChromium } from "../../test/support/find-chromium.ts";
import { isolation, serveSite } from "../../test/support/serve.ts";
import { repositoryPath } from "../child.ts";
import { readSample, type Sample } from "../sample.ts";
import type { PageRequest } from "./page-worker.ts";
import type { Place } from "./workload-jobs.ts";

/** A page as a place, with what must be closed in the end. */
export interface PagePlace extends Place {
  close(): Promise<void>;
}

/** Chromium as a place. It is launched when it is first needed; without one, its jobs are listed as missing. */
export async function createPagePlace(): Promise<PagePlace> {
  const path = await findChromium();
  let opened: Promise<OpenPage> | undefined;
  return {
    prefix: "fuel/page-",
    engine: path === undefined ? "Chromium" : versionOf(path),
    missing: path === undefined ? "missing, npm run setup:browser gets a Chromium" : undefined,
    async sample(workload, column, program) {
      opened ??= openPage();
      const page = await opened;
      return page.ask({ workload: workload.name, column, program });
    },
    close: async () => (await opened)?.close(),
  };
}

/** Such as `Chromium 140.0`. */
function versionOf(path: string): string {
  const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
  return /\S+ \d+\.\d+/.exec(stdout)?.[0] ?? "Chromium";
}

interface OpenPage {
  ask(request: PageRequest): Promise<Sample>;
  close(): Promise<void>;
}

const workerPath = "dist/bench/page/fuel-worker.js";

/** One worker, and a function that asks it and waits for the answer. */
const html = `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<script type="module">
  const worker = new Worker("/${workerPath}", { type: "module" });
  globalThis.ask = (request) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) =>
      "error" in data ? reject(new Error(data.error)) : resolve(data.sample);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
</script>`;

async function openPage(): Promise<OpenPage> {
  await bundleWorker();
  const site = await serveSite({
    folder: repositoryPath(""),
    pages: { "/": html },
    // An isolated page has the finest clock.
    headers: isolation,
  });
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(`${site.origin}/`);
  return {
    async ask(request): Promise<Sample> {
      const answer = await page.evaluate(`ask(${JSON.stringify(request)})`);
      return readSample(answer, `${request.workload} ${request.program} in a page`);
    },
    async close(): Promise<void> {
      await browser.close();
      site.close();
    },
  };
}

async function bundleWorker(): Promise<void> {
  const build = await rolldown({
    input: repositoryPath("dist/bench/fuel/page-worker.js"),
    platform: "browser",
  });
  await build.write({ file: repositoryPath(workerPath), format: "esm", codeSplitting: false });
  await build.close();
}
