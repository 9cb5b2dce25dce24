/** Suite `browser`: how long until a program says hello in a page, and what the page transfers. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { openSandbox } from "../../sandbox/node.ts";
import { findChromium } from "../../test/support/find-chromium.ts";
import { repositoryPath } from "../child.ts";
import { type Program, sampleRun } from "../first-output.ts";
import {
  fuelboxPage,
  livePage,
  openPages,
  type PageStorage,
  pyodideLivePage,
  pyodidePage,
} from "../pages.ts";
import type { Contender, Job, OpenSuite, Role } from "../suite.ts";

const answer = "hello\n";
const python = readFileSync(repositoryPath("bench/programs/hello.py"), "utf8");
const javascript = readFileSync(repositoryPath("bench/programs/hello.mjs"), "utf8");
const pages = {
  "/javascript": fuelboxPage({ javascript }),
  "/python": fuelboxPage({ python }),
  "/pyodide": pyodidePage(python),
  "/live-javascript": livePage({ javascript }),
  "/live-python": livePage({ python }),
  "/live-pyodide": pyodideLivePage(python),
};

/** Opens the suite, with one Chromium for all of it; without one its jobs are listed as missing. */
export async function openBrowserSuite(): Promise<OpenSuite> {
  const isFound = (await findChromium()) !== undefined;
  const opened = isFound ? await openPages(pages) : undefined;
  const sandbox = await openSandbox();
  const inPage = (
    name: string,
    role: Role,
    path: keyof typeof pages,
    storage: PageStorage | "live",
  ): Contender => ({
    name,
    role,
    missing: opened ? undefined : "missing, npm run setup:browser gets a Chromium",
    async sample() {
      if (opened === undefined) throw new Error("No Chromium");
      return storage === "live" ? opened.sampleLive(path) : opened.sample(path, storage);
    },
  });
  const inNode = (program: Program): Contender => ({
    name: "fuelbox in Node",
    role: "limit",
    sample: () => sampleRun(sandbox, program),
  });
  const jobs: readonly Job[] = [
    {
      name: "browser/javascript",
      title: "a page of Chromium: from the navigation to the first byte",
      answer,
      contenders: [inPage("fuelbox", "self", "/javascript", "used")],
    },
    {
      name: "browser/javascript-cold",
      title: "a page of Chromium, with nothing cached",
      answer,
      contenders: [inPage("fuelbox", "self", "/javascript", "empty")],
    },
    {
      name: "browser/javascript-next-run",
      title: "a page's open sandbox: from the call to the first byte",
      answer,
      contenders: [inPage("fuelbox", "self", "/live-javascript", "live"), inNode({ javascript })],
    },
    {
      name: "browser/python",
      title: "Python, a page of Chromium: from the navigation to the first byte",
      answer,
      contenders: [
        inPage("fuelbox", "self", "/python", "used"),
        inPage("pyodide", "peer", "/pyodide", "used"),
      ],
    },
    {
      name: "browser/python-cold",
      title: "Python, a page of Chromium, with nothing cached",
      answer,
      contenders: [
        inPage("fuelbox", "self", "/python", "empty"),
        inPage("pyodide", "peer", "/pyodide", "empty"),
      ],
    },
    {
      name: "browser/python-next-run",
      title: "Python, a page's open sandbox, with nothing left of the last run",
      answer,
      contenders: [
        inPage("fuelbox", "self", "/live-python", "live"),
        inNode({ python }),
        inPage("pyodide, which keeps everything", "peer", "/live-pyodide", "live"),
      ],
    },
  ];
  return {
    jobs,
    figures: async (isWanted) =>
      isWanted("browser/transferred")
        ? [{ name: "browser/transferred", title: "KB by gzip", text: transferred() }]
        : [],
    async close(): Promise<void> {
      await sandbox.close();
      await opened?.close();
    },
  };
}

function transferred(): string {
  const script = repositoryPath("scripts/transfer-sizes.mjs");
  return execFileSync(process.execPath, [script], { encoding: "utf8" }).trim();
}
