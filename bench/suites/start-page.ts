/** The jobs of suite `start` that are in a browser page. */
import { readFileSync } from "node:fs";
import { findChromium } from "../../test/support/find-chromium.ts";
import { repositoryPath } from "../child.ts";
import { fuelboxPage, openPages, type PageStorage, pyodidePage } from "../pages.ts";
import type { Contender, Job, OpenSuite, Role } from "../suite.ts";

const answer = "hello\n";
const python = readFileSync(repositoryPath("bench/programs/hello.py"), "utf8");
const javascript = readFileSync(repositoryPath("bench/programs/hello.mjs"), "utf8");
const pages = {
  "/javascript": fuelboxPage({ javascript }),
  "/python": fuelboxPage({ python }),
  "/pyodide": pyodidePage(python),
};

/** Opens the jobs, with one Chromium for all of them; without one they are listed as missing. */
export async function openPageJobs(): Promise<OpenSuite> {
  const isFound = (await findChromium()) !== undefined;
  const opened = isFound ? await openPages(pages) : undefined;
  const inPage = (
    name: string,
    role: Role,
    path: keyof typeof pages,
    storage: PageStorage,
  ): Contender => ({
    name,
    role,
    missing: opened ? undefined : "missing, npm run setup:browser gets a Chromium",
    async sample() {
      if (opened === undefined) throw new Error("No Chromium");
      return opened.sample(path, storage);
    },
  });
  const jobs: readonly Job[] = [
    {
      name: "start/page-javascript",
      title: "a page of Chromium: from the navigation to the first byte",
      answer,
      contenders: [inPage("fuelbox", "self", "/javascript", "used")],
    },
    {
      name: "start/page-javascript-cold",
      title: "a page of Chromium, with nothing cached",
      answer,
      contenders: [inPage("fuelbox", "self", "/javascript", "empty")],
    },
    {
      name: "start/page-python",
      title: "Python, a page of Chromium: from the navigation to the first byte",
      answer,
      contenders: [
        inPage("fuelbox", "self", "/python", "used"),
        inPage("pyodide", "peer", "/pyodide", "used"),
      ],
    },
    {
      name: "start/page-python-cold",
      title: "Python, a page of Chromium, with nothing cached",
      answer,
      contenders: [
        inPage("fuelbox", "self", "/python", "empty"),
        inPage("pyodide", "peer", "/pyodide", "empty"),
      ],
    },
  ];
  return { jobs, close: async () => opened?.close() };
}
