/** The playground as people use it: with a keyboard, with a pointer, on a phone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LogStore } from "fuelbox/vfs";
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { root } from "../support/fuelbox-page.ts";
import { MemoryLogFile } from "../support/memory-log-file.ts";
import {
  openPlayground,
  type Playground,
  type PlaygroundSetup,
} from "../support/playground-page.ts";
import { isolation } from "../support/serve.ts";

/** How long a machine with much else to do may take. */
const soon = { timeout: 20_000 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

let opened: Playground | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

async function open(setup?: PlaygroundSetup): Promise<Playground> {
  opened = await openPlayground(browser, setup);
  return opened;
}

/** Each example, how it ends, something that it prints, and a file that it writes. */
const examples: readonly (readonly [id: string, end: string, output: string, file?: string])[] = [
  ["sales-report", "exited 0", "North leads", "report.json"],
  ["chart", "exited 0", "12 months drawn", "chart.svg"],
  ["mandelbrot", "exited 0", "100 %", "mandelbrot.png"],
  ["failing-requests", "exited 0", "The details are in failures.json", "failures.json"],
  ["word-count", "exited 0", "little", "words.csv"],
  ["invoices", "exited 0", "2 of 5 records are no invoices", "totals.json"],
  ["access-log", "exited 0", "Requests: 240", "errors.txt"],
  ["toolbox", "exited 0", '"sum": 650', "sum.json"],
  ["endless", "out of fuel", "numbers tried"],
  ["hello-wasm", "exited 0", "Hello from a WASI program!"],
];

test("every example runs, shows its output and writes its files", async () => {
  const { page, choose, run, output, complaints } = await open();
  expect(
    await page
      .locator("#example option")
      .evaluateAll((all) => all.map((one) => one.getAttribute("value"))),
  ).toEqual(examples.map(([id]) => id));
  for (const [id, end, text, file] of examples) {
    if (id !== "sales-report") await choose(id);
    expect(await run(), id).toContain(end);
    expect(await output(), id).toContain(text);
    if (file !== undefined) expect(await page.locator("#tree").innerText(), id).toContain(file);
  }
  expect(complaints).toEqual([]);
}, 180_000);

test("a keyboard is enough: to choose a language, write, run, look at files and use the terminal", async () => {
  const { page, ended, output, complaints } = await open();
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focus = (): Promise<string | null | undefined> =>
    page.evaluate(
      () => document.activeElement?.getAttribute("id") ?? document.activeElement?.className,
    );
  const tabTo = async (selector: string): Promise<void> => {
    for (let presses = 0; presses < 40; presses++) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector))
        return;
      await press("Tab");
    }
    throw new Error(`Tab does not reach ${selector}, but ${await focus()}`);
  };
  await tabTo("#languages input");
  await press("ArrowRight");
  expect(await page.isChecked('input[value="javascript"]')).toBe(true);
  await tabTo(".cm-content");
  await press("Control+a");
  await page.keyboard.type('import { writeFileSync } from "node:fs";\n');
  await page.keyboard.type('writeFileSync("/app/made.txt", "by keys");\nconsole.log(6 * 7);');
  await press("Control+Enter");
  expect(await ended()).toContain("exited 0");
  expect(await output()).toBe("42\n");
  // Tab indents, and Escape lets it leave: the editor is no trap.
  await press("Tab");
  expect(await focus()).toContain("cm-content");
  await press("Escape", "Tab");
  expect(await focus()).not.toContain("cm-content");
  await tabTo("#result .link");
  await press("Enter");
  expect(await page.locator("#preview .text").innerText()).toBe("by keys");
  expect(await focus()).toBe("tab-preview");
  await press("ArrowLeft");
  await page.waitForSelector(".xterm-helper-textarea:focus");
  await page.keyboard.type("cat made.txt\n");
  await page.waitForFunction(() =>
    document.querySelector(".xterm-rows")?.textContent?.includes("by keys"),
  );
  await press("Tab");
  expect(await focus()).not.toContain("xterm");
  expect(complaints).toEqual([]);
});

test("an endless loop moves the gauges until it is stopped, by Escape or by the button", async () => {
  const { page, choose, write, ended, told, run, output } = await open();
  await choose("endless");
  await write('console.log("as it comes"); for (;;) {}');
  await page.focus("input[aria-label='Fuel limit']");
  await page.keyboard.press("End");
  const fuel = async (): Promise<number> =>
    Number(await page.getAttribute("[data-gauge=fuel] [role=meter]", "aria-valuenow"));
  for (const stop of [() => page.keyboard.press("Escape"), () => page.click("#run")]) {
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector("body[data-running=true]");
    const seen: number[] = [];
    while (seen.length < 3) {
      const now = await fuel();
      if (now > (seen.at(-1) ?? 0)) seen.push(now);
      await page.waitForTimeout(20);
    }
    expect(await output()).toBe("as it comes\n");
    await page.keyboard.press("Control+Enter");
    await told("Cannot start: a program is running");
    await stop();
    expect(await ended()).toContain("cancelled");
    // Of a worker that was ended is known what it told last.
    expect(await fuel()).toBeGreaterThanOrEqual(seen[2] ?? 0);
  }
  await write('console.log("well again")');
  expect(await run()).toContain("exited 0");
  expect(await output()).toBe("well again\n");
});

test("where memory is shared a program is asked to stop, and its use is known to the end", async () => {
  const { page, choose, write, ended, complaints } = await open({ headers: isolation });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await choose("endless");
  await write("for (;;) process.hrtime();");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector("body[data-running=true]");
  await page.waitForFunction(
    () => document.querySelector("[data-gauge=fuel] [role=meter]")?.ariaValueNow !== "0",
  );
  await page.keyboard.press("Escape");
  expect(await ended()).toMatch(/cancelled.* fuel/s);
  expect(complaints).toEqual([]);
});

test.each([
  ["Fuel limit", "for (;;) {}", "out of fuel"],
  ["Memory limit", "for (const all = []; ; ) all.push(new Uint8Array(2 ** 20))", "out of memory"],
  ["Time limit", "for (;;) process.hrtime()", "timed out"],
])("the slider of the %s holds a program to it", async (label, code, end) => {
  const { page, choose, write, run } = await open();
  await choose("endless");
  if (label === "Time limit") {
    await page.focus("input[aria-label='Fuel limit']");
    await page.keyboard.press("End");
  }
  await page.focus(`input[aria-label='${label}']`);
  await page.keyboard.press("Home");
  await write(code);
  expect(await run()).toContain(end);
});

/** Drops files on an element. Each is its name, its content, and how many times that is repeated. */
async function drop(
  { page }: Playground,
  selector: string,
  ...files: readonly (readonly [name: string, content: string | number[], times?: number])[]
): Promise<void> {
  await page.evaluate(
    ([target, all]) => {
      const transfer = new DataTransfer();
      for (const [name, content, times = 1] of all) {
        const part = typeof content === "string" ? content : Uint8Array.from(content);
        transfer.items.add(new File(Array(times).fill(part), name));
      }
      const event = new DragEvent("drop", {
        dataTransfer: transfer,
        bubbles: true,
        cancelable: true,
      });
      document.querySelector(target)?.dispatchEvent(event);
    },
    [selector, files] as const,
  );
}

/** One pixel. */
const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

test("files are uploaded, shown as what they are, downloaded and deleted", async () => {
  const playground = await open();
  const { page, complaints } = playground;
  const evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
  await drop(
    playground,
    "#files",
    ["table.csv", `name,n\n"${evil.replaceAll('"', '""')}",12\n`],
    ["data.json", JSON.stringify({ list: [1, { deep: evil }], "": null })],
    ["page.html", evil],
    ["pixel.png", [...Buffer.from(png, "base64")]],
    [
      "evil.svg",
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="document.title=1"><script>document.title=1</script></svg>`,
    ],
    ["bytes.bin", [0, 255, 65]],
    ["<b>.txt", "named"],
  );
  await page.waitForSelector('[data-path="/app/<b>.txt"]');
  const show = (name: string): Promise<void> => page.click(`#tree [data-path="/app/${name}"]`);
  await show("table.csv");
  expect(await page.locator("#preview td").allInnerTexts()).toEqual([evil, "12"]);
  await show("data.json");
  await page.click("#preview summary >> text=list");
  await page.click("#preview details details summary >> text=1:");
  expect(await page.locator("#preview .value.string").innerText()).toBe(JSON.stringify(evil));
  await show("page.html");
  expect(await page.locator("#preview .text").innerText()).toBe(evil);
  for (const name of ["pixel.png", "evil.svg"]) {
    await show(name);
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>("#preview img[src^='blob:']")?.naturalWidth,
    );
  }
  await show("bytes.bin");
  expect(await page.locator("#preview .text").innerText()).toMatch(/^0000 {2}00 ff 41 +\.\.A$/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.click('[aria-label="Download <b>.txt"]'),
  ]);
  expect(download.suggestedFilename()).toMatch(/b.*\.txt$/);
  await page.click('[aria-label="Delete <b>.txt"]');
  await page.waitForSelector('[data-path="/app/<b>.txt"]', { state: "detached" });
  expect(await page.title()).toBe("fuelbox playground");
  expect(complaints).toEqual([]);
});

test("a program that makes thousands of files, and directories in directories, leaves the page usable", async () => {
  const { page, choose, write, run } = await open();
  await choose("endless");
  await write(`
    import fs from "node:fs";
    for (let i = 0; i < 2000; i++) fs.writeFileSync("/app/f" + i, "");
    let path = "/app";
    for (let i = 0; i < 40; i++) fs.mkdirSync((path += "/d"));
    fs.symlinkSync("/app/d", "/app/a-link");
    fs.symlinkSync("nowhere", "/app/a-dangling-link");
  `);
  expect(await run()).toContain("exited 0");
  expect(await page.locator("#tree li").count()).toBe(300);
  expect(await page.locator("#tree").innerText()).toContain("… 1,715 more");
  expect(await page.locator("#result .link").count()).toBe(12);
  for (const name of ["a-link", "a-dangling-link"]) {
    await page.click(`#tree [data-path="/app/${name}"]`);
    expect(await page.locator("#preview").innerText()).toBe("Choose a file to see it here.");
  }
});

test("a file that is chosen is uploaded, and what is too large is refused before it is read", async () => {
  const playground = await open();
  const { page, told } = playground;
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click("#upload")]);
  await chooser.setFiles({ name: "chosen.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
  await page.waitForSelector('[data-path="/app/chosen.txt"]');
  await drop(playground, "#files", ["big.bin", Array(2 ** 20).fill(7), 200]);
  await told('Cannot upload "big.bin": it takes 200 MB, /app has room for 64 MB');
  expect(await page.locator("#tree").innerText()).not.toContain("big.bin");
});

test("a program that is dropped on the editor is taken, in its language; what is no text is refused", async () => {
  const playground = await open();
  const { page, told, run, output } = playground;
  await drop(playground, "#editor", ["x.sh", "echo dropped"]);
  await page.waitForSelector('input[value="shell"]:checked');
  expect(await run()).toContain("exited 0");
  expect(await output()).toBe("dropped\n");
  await drop(playground, "#editor", ["photo.py", [0x89, 0x50, 0, 1]]);
  await told('Cannot open "photo.py" as source: must be text of at most 1 MB');
  expect(await page.locator(".cm-content").innerText()).toBe("echo dropped");
  await playground.choose("hello-wasm");
  const wasm = await page.evaluate(() => document.querySelector("#module-path")?.textContent);
  expect(wasm).toBe("/app/hello.wasm");
  await drop(playground, "#module", ["broken.wasm", "no module"]);
  await page.waitForFunction(
    () => document.querySelector<HTMLSelectElement>("#module-path")?.value === "/app/broken.wasm",
  );
  expect(await run()).not.toContain("exited 0");
});

test("the terminal keeps its directory, waits for the end of commands, and stops at Ctrl-C", async () => {
  const { page, choose, complaints } = await open();
  await choose("access-log");
  await page.click("#tab-terminal");
  await page.waitForSelector(".xterm-helper-textarea:focus");
  const rows = (): Promise<string> =>
    page.evaluate(() => {
      const all = [...document.querySelectorAll(".xterm-rows > div")];
      return all.map((row) => row.textContent?.trimEnd()).join("\n");
    });
  const type = async (line: string, wanted: string): Promise<void> => {
    await page.keyboard.type(`${line}\n`);
    await expect.poll(rows, soon).toContain(wanted);
  };
  await type("mkdir d; cd d; x=7", "/app/d $");
  await type("for i in 1 2; do", "\n>");
  await type('echo "[$i$x]"; done', "[17]\n[27]");
  expect(await rows()).not.toContain("syntax error");
  await page.keyboard.type("while :; do :; done\n");
  await page.waitForSelector("body[data-running=true]");
  await page.keyboard.press("Control+c");
  await expect.poll(rows, soon).toContain("[cancelled]");
  await type("echo $x > kept.txt; ls", "kept.txt");
  await expect.poll(() => page.locator("#tree").innerText(), soon).toContain("kept.txt");
  // What a program prints cannot make the page do anything but show it.
  await type(`printf '\\e]8;;https://example.invalid\\e\\\\link\\e]8;;\\e\\\\\\e[6n\\n'`, "link");
  await type("echo still $x", "still 7");
  expect(complaints).toEqual([]);
});

test("the chart says where the fuel went, unless nobody wants to know", async () => {
  const { page, choose, run, complaints } = await open();
  await choose("word-count");
  expect(await run()).toContain("exited 0");
  await page.click("#tab-fuel");
  const rows = (): Promise<readonly string[]> => page.locator("#fuel th").allInnerTexts();
  expect(await rows()).toEqual(expect.arrayContaining(["Utilities", "wc", "grep", "find"]));
  const used = await page
    .locator("#fuel tr", { hasText: "grep" })
    .locator(".number")
    .allInnerTexts();
  expect(used).toEqual([expect.stringMatching(/^[\d.]+ k$/), "2 calls"]);
  await page.uncheck("#profile");
  await run();
  expect(await rows()).toEqual([]);
  expect(complaints).toEqual([]);
});

test("a link carries the code to another page, where nothing runs by itself", async () => {
  const { page, choose, write, told } = await open({
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await choose("access-log");
  await write("wc -l access.log # 🐚 é");
  await page.click("#share");
  await told("The link is copied");
  const link = await page.evaluate("navigator.clipboard.readText()");
  const suffix = String(link).slice(String(link).indexOf("#"));
  await opened?.close();
  const other = await open({ suffix });
  await other.told("Nothing runs until you say so");
  expect(await other.page.locator(".cm-content").innerText()).toBe("wc -l access.log # 🐚 é");
  expect(await other.page.textContent("#log")).toBe("");
  expect(await other.page.textContent("#result")).toBe("");
  expect(await other.run()).toContain("exited 0");
  expect(await other.output()).toBe("240 access.log\n");
});

test("a link that is damaged, or code that is too long for one, is told", async () => {
  const { page, write, told } = await open({ suffix: "#l=python&c=____" });
  await told("Cannot read the link: it is damaged or too long");
  expect(await page.locator(".cm-content").innerText()).toContain("Sums up sales");
  await write(Array.from({ length: 10_000 }, (_, i) => `x${(i * 7919) % 10_007}`).join("\n"));
  await page.click("#share");
  await told("Cannot make a link: the code takes");
});

test("a script that prints 100 MB leaves the page usable", async () => {
  const { page, choose, write, run, output } = await open();
  await choose("endless");
  await page.focus("input[aria-label='Fuel limit']");
  await page.keyboard.press("End");
  await write(
    'const line = "x".repeat(9_999);\nfor (let i = 0; i < 10_000; i++) console.log(line);',
  );
  expect(await run()).toContain("exited 0");
  const text = await output();
  expect(text.length).toBeLessThan(201_000);
  expect(text).toMatch(/… [\d.]+ M more characters are not shown, and what .* was dropped$/);
  expect(await page.locator("#log *").count()).toBeLessThan(1000);
  await write('console.log("short")');
  await run();
  expect(await output()).toBe("short\n");
});

test("the timeline goes back to a state, and lets it be gone on from", async () => {
  const { page, choose, write, run } = await open();
  await choose("endless");
  const files = async (): Promise<string> =>
    (await page.locator("#tree .file").allInnerTexts()).join(" ");
  const step = async (name: string): Promise<void> => {
    await write(`import fs from "node:fs"; fs.writeFileSync("/app/${name}", "")`);
    expect(await run()).toContain("exited 0");
  };
  await step("one");
  await step("two");
  expect(await files()).toBe("one two");
  await page.locator('[aria-label="Restore JavaScript run"]').nth(1).click();
  await expect.poll(files, soon).toBe("one");
  await step("three");
  expect(await files()).toBe("one three");
  expect(await page.locator("#timeline").innerText()).toContain("fork 1");
  await page.locator('[aria-label="Fork from JavaScript run"]').nth(1).click();
  await expect.poll(files, soon).toBe("one two");
  await page.click("#snapshot");
  await page.locator('[aria-label="Restore JavaScript run"]').first().focus();
  await page.keyboard.press("Enter");
  await expect.poll(files, soon).toBe("one three");
  // Whoever uses a keyboard stays where they are, or comes to what is there now.
  const focused = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  await expect.poll(focused, soon).toBe("Restore JavaScript run");
  await page.focus('[aria-label="Delete one"]');
  await page.keyboard.press("Enter");
  await expect.poll(files, soon).toBe("three");
  expect(await focused()).toBe("Delete three");
});

/** The files that a page shows, in the order of the tree. */
const shownFiles = async (page: Page): Promise<string> =>
  (await page.locator("#tree .file").allInnerTexts()).join(" ");

async function reload(page: Page): Promise<void> {
  await page.reload();
  await page.waitForSelector("#timeline li", { state: "attached" });
}

test("files are kept across reloads when somebody wants it, and no longer when nobody does", async () => {
  const { page, choose, write, run, complaints } = await open();
  await choose("endless");
  const make = async (name: string): Promise<void> => {
    await write(`import fs from "node:fs"; fs.writeFileSync("/app/${name}", "${name}")`);
    expect(await run()).toContain("exited 0");
  };
  await make("before");
  await page.check("#keep");
  await page.waitForSelector("text=Files are here after a reload");
  await make("after");
  // A state from before is of another sandbox, which has been closed.
  await page.locator('[aria-label="Restore JavaScript run"]').last().click();
  await expect.poll(() => shownFiles(page), soon).toBe("before");
  await page.locator('[aria-label="Fork from JavaScript run"]').first().click();
  await expect.poll(() => shownFiles(page), soon).toBe("after before");
  await page.click("#tab-terminal");
  await page.waitForSelector(".xterm-helper-textarea:focus");
  await page.keyboard.type("mkdir d; echo typed > d/typed\n");
  await expect.poll(() => shownFiles(page), soon).toBe("typed after before");
  await reload(page);
  expect(await page.isChecked("#keep")).toBe(true);
  expect(await shownFiles(page)).toBe("typed after before");
  await page.click('#tree [data-path="/app/d/typed"]');
  expect(await page.locator("#preview .text").innerText()).toBe("typed\n");
  // An example comes beside what is kept.
  await choose("word-count");
  expect(await shownFiles(page)).toBe("typed after before fable.txt proverbs.txt");
  await page.click('[aria-label="Delete after"]');
  await expect.poll(() => shownFiles(page), soon).toBe("typed before fable.txt proverbs.txt");
  await reload(page);
  expect(await shownFiles(page)).toBe("typed before fable.txt proverbs.txt");
  await page.uncheck("#keep");
  await page.waitForSelector("text=Files are gone when the page is closed");
  expect(await shownFiles(page)).toBe("typed before fable.txt proverbs.txt");
  await reload(page);
  expect(await page.isChecked("#keep")).toBe(false);
  expect(await shownFiles(page)).toBe("sales.csv");
  // The shell of another sandbox goes on where the prompt says.
  await page.click("#tab-terminal");
  await page.waitForSelector(".xterm-helper-textarea:focus");
  await page.keyboard.type("mkdir it\\'s; cd it\\'s\n");
  await page.locator(".xterm-rows", { hasText: "/app/it's $" }).waitFor();
  await page.check("#keep");
  await page.waitForSelector("text=Files are here after a reload");
  await page.focus(".xterm-helper-textarea");
  await page.keyboard.type("echo > here; cd /app; echo */*\n");
  await page.locator(".xterm-rows", { hasText: "it's/here" }).waitFor();
  expect(complaints).toEqual([]);
});

test("a second tab is told that another has the kept files, works without, and can have them later", async () => {
  const { page, context } = await open();
  await page.check("#keep");
  await page.waitForSelector("text=Files are here after a reload");
  await page.click("#tab-terminal");
  await page.waitForSelector(".xterm-helper-textarea:focus");
  await page.keyboard.type("echo 1 > first\n");
  await expect.poll(() => shownFiles(page), soon).toBe("first sales.csv");
  const other = await context.newPage();
  await other.goto(page.url());
  await other.waitForSelector("#timeline li", { state: "attached" });
  const told = other.locator("#notices", { hasText: "another page or sandbox has them open" });
  await told.waitFor();
  expect(await other.isChecked("#keep")).toBe(false);
  expect(await other.locator("#keep-about").innerText()).toContain(
    "Another tab has the kept files",
  );
  expect(await shownFiles(other)).toBe("sales.csv");
  await other.click("text=Dismiss");
  await other.click("#keep");
  await told.waitFor();
  expect(await other.isChecked("#keep")).toBe(false);
  await other.selectOption("#example", "endless");
  await expect.poll(() => shownFiles(other), soon).toBe("");
  await page.close();
  await other.check("#keep");
  await expect.poll(() => shownFiles(other), soon).toBe("first sales.csv");
});

test("what the browser has no room for is said, and nothing in the page is lost", async () => {
  const playground = await open();
  const { page, context, site, told } = playground;
  await page.check("#keep");
  await page.waitForSelector("text=Files are here after a reload");
  const session = await context.newCDPSession(page);
  const quota = { origin: site.origin, quotaSize: 3_000_000 };
  await session.send("Storage.overrideQuotaForOrigin", quota);
  await drop(playground, "#files", ["big.bin", Array(2 ** 20).fill(7), 9]);
  await told("the browser has no more room");
  expect(await page.locator("#keep-about").innerText()).toContain("Not all is kept");
  expect(await shownFiles(page)).toBe("big.bin sales.csv");
  await page.click('[aria-label="Delete big.bin"]');
  await page.waitForSelector("text=Files are here after a reload");
  await reload(page);
  expect(await shownFiles(page)).toBe("sales.csv");
});

/** The files of a log that holds something else than a tree. */
function wrongLog(): readonly (readonly number[])[] {
  const files = [new MemoryLogFile(), new MemoryLogFile()] as const;
  new LogStore(files).append(new TextEncoder().encode("not a record"));
  return files.map(({ bytes }) => [...bytes]);
}

test("kept files that cannot be opened are told, and can be removed", async () => {
  const { page, told } = await open();
  await page.evaluate(async (logs) => {
    localStorage.setItem("fuelbox-keep", "yes");
    let folder = await navigator.storage.getDirectory();
    for (const name of ["fuelbox-files", "playground"]) {
      folder = await folder.getDirectoryHandle(name, { create: true });
    }
    for (const [index, name] of ["a.log", "b.log"].entries()) {
      const file = await folder.getFileHandle(name, { create: true });
      const writable = await file.createWritable();
      await writable.write(Uint8Array.from(logs[index] ?? []));
      await writable.close();
    }
  }, wrongLog());
  await reload(page);
  await told("Cannot take up the kept files");
  expect(await page.isChecked("#keep")).toBe(false);
  expect(await page.locator("#keep-about").innerText()).toBe("What is kept cannot be opened.");
  await page.click("text=Remove what is kept");
  await page.waitForSelector("text=Files are gone when the page is closed");
  expect(await page.locator("#keep-remove").isVisible()).toBe(false);
  await page.check("#keep");
  await page.waitForSelector("text=Files are here after a reload");
});

test("an archive comes back as the files that it was made of", async () => {
  const playground = await open();
  const { page, choose, told } = playground;
  await choose("word-count");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  expect(download.suggestedFilename()).toBe("app.tar");
  const archive = [...readFileSync(await download.path())];
  await choose("endless");
  await drop(playground, "#editor", ["app.tar", archive]);
  await page.click("text=Unpack into /app");
  await expect.poll(() => shownFiles(page), soon).toBe("fable.txt proverbs.txt");
  expect(await page.locator("#timeline").innerText()).toContain("Unpacked app.tar");
  await drop(playground, "#files", ["broken.tar", "no archive"]);
  await page.click('#tree [data-path="/app/broken.tar"]');
  await page.click("#preview >> text=Unpack");
  await told("Cannot read the archive");
  expect(await shownFiles(page)).toBe("broken.tar fable.txt proverbs.txt");
});

test("where storage is denied the page says so, and works", async () => {
  const { told, choose, run, page } = await open({
    before: `
      const no = async () => { throw new DOMException("no", "SecurityError"); };
      StorageManager.prototype.getDirectory = no;
      CacheStorage.prototype.open = no;
      Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
    `,
  });
  await told("denies the page its storage");
  expect(await page.isDisabled("#keep")).toBe(true);
  await page.click("#theme");
  await choose("word-count");
  expect(await run()).toContain("exited 0");
});

test("an engine that is not what it should be is refused, and got again at the next run", async () => {
  const { page, choose, told, run } = await open();
  await choose("endless");
  await page.route(/quickjs-.*\.wasm$/, (route) => route.fulfill({ body: "something else" }));
  expect(await run()).toContain("did not run");
  await told('Cannot use asset "quickjs.wasm": its SHA-256 is');
  await page.unroute(/quickjs-.*\.wasm$/);
  expect(await run()).toContain("out of fuel");
});

test("the page, and a language that has run in it, work without a network", async () => {
  const { page, context, choose, run, told, site } = await open({ serviceWorkers: "allow" });
  await choose("word-count");
  expect(await run()).toContain("exited 0");
  const keptEngines = (): Promise<number> =>
    page.evaluate(async () => {
      if (navigator.serviceWorker.controller?.state !== "activated") return 0;
      const own = (await caches.keys()).find((name) => name.startsWith("fuelbox-page "));
      const kept = own === undefined ? [] : await (await caches.open(own)).keys();
      return kept.filter(({ url }) => url.includes("quickjs")).length;
    });
  await expect.poll(keptEngines, soon).toBe(1);
  site.close();
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector("#timeline li");
  await choose("word-count");
  expect(await run()).toContain("exited 0");
  await choose("chart");
  expect(await run()).toContain("did not run");
  await told("You are offline: each language works offline once it has run here");
});

test("dark and light follow the system, or whoever chooses", async () => {
  const { page } = await open({ colorScheme: "dark" });
  const isDark = (): Promise<boolean> =>
    page.evaluate(() => {
      const [red = 0] =
        getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
      return red < 128;
    });
  expect(await isDark()).toBe(true);
  await page.click("text=Theme: system");
  expect(await isDark()).toBe(false);
  await page.reload();
  await page.waitForSelector("text=Theme: light");
  expect(await isDark()).toBe(false);
});

test("a wide screen and a phone show everything without scrolling sideways", async () => {
  const { page, choose, run } = await open();
  const views = page.locator("#views [role=tab]:visible");
  for (const [name, width, height, tabs] of [
    ["desktop", 1280, 800, 4],
    ["phone", 390, 844, 6],
  ] as const) {
    await page.setViewportSize({ width, height });
    if (name === "phone") await choose("sales-report");
    await choose("chart");
    expect(await run()).toContain("exited 0");
    await page.click("#result .link");
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>("#preview img")?.complete,
    );
    if (process.env["SCREENSHOTS"] === "1") {
      await page.screenshot({ path: join(root, `docs/playground-${name}.png`) });
    }
    expect(await views.count()).toBe(tabs);
    for (let index = 0; index < tabs; index++) {
      await views.nth(index).click();
      const beyond = await page.evaluate(() => {
        const all = [
          ...document.querySelectorAll("body, body > *, .gauge, button, select, .panel > *"),
        ];
        const wide = all.filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5);
        return wide.map((one) => one.id || one.className || one.tagName);
      });
      expect(beyond).toEqual([]);
      if (name === "desktop") continue;
      const small = await page.evaluate(() => {
        const all = document.querySelectorAll(
          "button, select, label:has(input), summary, input[type=range]",
        );
        return [...all].flatMap((one) => {
          const { width, height } = one.getBoundingClientRect();
          return one.checkVisibility() && Math.min(width, height) < 40 ? [one.outerHTML] : [];
        });
      });
      expect(small).toEqual([]);
    }
  }
}, 180_000);
