/** Scripts whose output and fuel are the same everywhere. */
import type { EqualityProgram } from "./program.ts";

export const javascriptPrograms: readonly EqualityProgram[] = [
  {
    name: "javascript-numbers",
    javascript: `
      const values = [0.1 + 0.2, 1e21, 5e-324, -0, 1 / 3, 2 ** 53, NaN, Infinity, 123456789.125];
      console.log(values.map(String).join(" "));
      console.log(values.map((x) => x.toFixed(3)).join(" "));
      console.log([Math.sin(1), Math.exp(2), Math.log(3), Math.cbrt(5), Math.hypot(3, 4)].join(" "));
      console.log(parseFloat("0x10"), Number("0b101"), (255).toString(16), 2n ** 100n % 97n);
      const bits = new DataView(new ArrayBuffer(8));
      bits.setFloat64(0, Math.PI);
      console.log(bits.getBigUint64(0).toString(16));
    `,
  },
  {
    name: "javascript-sort",
    javascript: `
      let state = 12345;
      const next = () => (state = (state * 1103515245 + 12345) % 2147483648);
      const numbers = Array.from({ length: 2000 }, next);
      numbers.sort((a, b) => a - b);
      const words = numbers.map((n) => n.toString(36)).sort();
      console.log(numbers[0], numbers[1000], words[0], words[1999]);
    `,
  },
  {
    name: "javascript-text",
    javascript: `
      const text = "Grüße, мир! 👩‍🚀 naïve café — ¡olé! ".repeat(20);
      console.log(text.length, [...text].length, text.toUpperCase().slice(0, 40));
      console.log(text.normalize("NFD").length, text.split(/[\\s,]+/u).length);
      console.log("2024-02-29".replace(/(\\d+)-(\\d+)-(\\d+)/, "$3.$2.$1"));
      console.log([..."aXbXc".matchAll(/X(?<after>.)/g)].map((m) => m.groups.after).join());
      console.log(new TextEncoder().encode(text).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7));
    `,
  },
  {
    name: "javascript-objects",
    javascript: `
      const people = [
        { name: "Ada", born: 1815, tags: new Set(["maths", "engines"]) },
        { name: "Grace", born: 1906, tags: new Set(["ships", "compilers"]) },
      ];
      const byName = new Map(people.map((person) => [person.name, person]));
      class Shape { #area = 2; get area() { return this.#area; } static of() { return new Shape(); } }
      console.log(people, byName.get("Ada").born, Shape.of().area);
      console.log(JSON.stringify({ nested: [1, { deep: null, text: "\\u2028" }] }, null, 2));
      const { a = 1, ...rest } = { b: 2, c: 3 };
      console.log(a, rest, Object.entries(rest), structuredClone(rest));
    `,
  },
  {
    name: "javascript-promises",
    javascript: `
      const log = [];
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      setTimeout(() => log.push("timer 0"), 0);
      queueMicrotask(() => log.push("microtask"));
      await Promise.all([
        sleep(30).then(() => log.push("30 ms")),
        sleep(10).then(() => log.push("10 ms")),
        (async () => { log.push("sync"); await null; log.push("after await"); })(),
      ]);
      async function* count() { for (let i = 0; i < 3; i++) { await sleep(1); yield i; } }
      for await (const i of count()) log.push(i);
      console.log(log.join(", "));
      const settled = await Promise.allSettled([Promise.reject(new Error("no")), 1]);
      console.log(settled.map(({ status }) => status).join());
    `,
  },
  {
    name: "javascript-errors",
    javascript: `
      const attempts = [
        () => null.x, () => undefined(), () => [].reduce((a) => a), () => new Array(-1),
        () => JSON.parse("{"), () => BigInt(1.5), () => "x".repeat(-1), () => missing,
        () => { throw new TypeError("own", { cause: new Error("cause") }); },
      ];
      for (const attempt of attempts) {
        try { attempt(); } catch (error) { console.log(error.name, "|", error.message); }
      }
      console.error("to stderr");
      throw new RangeError("at the end");
    `,
  },
  {
    name: "javascript-files",
    files: { "a.txt": "one\ntwo\nthree\n", "b/c.txt": "four\n" },
    javascript: `
      import * as fs from "node:fs";
      import { join } from "node:path";
      const root = "/app/javascript-files";
      const total = fs.readFileSync(join(root, "a.txt"), "utf8").split("\\n").length;
      fs.mkdirSync(join(root, "out/deep"), { recursive: true });
      for (let i = 0; i < 50; i++) fs.appendFileSync(join(root, "out/deep/log"), i + "\\n");
      fs.renameSync(join(root, "b/c.txt"), join(root, "out/c.txt"));
      fs.symlinkSync("c.txt", join(root, "out/link"));
      console.log(total, fs.readFileSync(join(root, "out/link"), "utf8").trim());
      console.log(fs.statSync(join(root, "out/deep/log")).size, fs.readdirSync(root, { recursive: true }).sort());
      try { fs.readFileSync(join(root, "none")); } catch ({ code }) { console.log(code); }
    `,
  },
  {
    name: "javascript-utilities",
    files: {
      "logs/a.log": "INFO start\nERROR disk full\nINFO end\n",
      "logs/b.log": "ERROR again\n".repeat(30),
      "people.csv": 'name,age\nAda,36\n"Hopper, Grace",85\n',
    },
    javascript: `
      import { find, grep, head, csvToJson } from "sandbox_utils";
      const root = "/app/javascript-utilities";
      console.log(find("*.log", root));
      console.log(grep("ERROR", root + "/logs/a.log"), grep("^ERROR", root + "/logs/b.log").length);
      console.log(head(root + "/logs/b.log", 2).length, csvToJson(root + "/people.csv"));
      try { head("/etc/passwd"); } catch (error) { console.log(error.code, error.message); }
    `,
  },
  {
    name: "javascript-surroundings",
    args: ["--flag", "é"],
    env: { LANGUAGE: "en" },
    stdin: "from stdin\n",
    javascript: `
      import { readFileSync } from "node:fs";
      console.log(process.argv.slice(1), process.env.LANGUAGE, readFileSync(0, "utf8").trim());
      console.log(new Date().toISOString(), Date.now() > 0, performance.now() >= 0);
      console.log(Math.random(), Math.random(), crypto.getRandomValues(new Uint8Array(4)).join());
      process.exit(3);
    `,
  },
  {
    name: "javascript-recursion",
    javascript: `
      const queens = (row, columns, up, down, n) => {
        if (row === n) return 1;
        let found = 0;
        for (let c = 0; c < n; c++) {
          if (columns.has(c) || up.has(row + c) || down.has(row - c)) continue;
          columns.add(c); up.add(row + c); down.add(row - c);
          found += queens(row + 1, columns, up, down, n);
          columns.delete(c); up.delete(row + c); down.delete(row - c);
        }
        return found;
      };
      console.log(queens(0, new Set(), new Set(), new Set(), 5));
      const proxy = new Proxy({}, { get: (_, key) => "got " + String(key), has: () => true });
      console.log(proxy.anything, "x" in proxy, Reflect.ownKeys(proxy));
      const tag = (parts, ...values) => parts.raw.join("|") + values.join();
      console.log(tag\`a\${1}b\\n\${2}c\`, [..."héllo"].entries().next().value);
      function* tree(depth) { if (depth > 0) { yield* tree(depth - 1); yield depth; yield* tree(depth - 1); } }
      console.log([...tree(4)].join(""));
    `,
  },
  {
    name: "javascript-bytes",
    javascript: `
      const bytes = Uint8Array.from({ length: 256 }, (_, i) => (i * 167) & 255);
      const half = new Uint16Array(bytes.buffer);
      console.log(half.length, half[3], new Float32Array([1.1, 2 ** -149])[1], new Int8Array([200])[0]);
      console.log(Buffer.from(bytes.subarray(0, 12)).toString("base64"), Buffer.from("é").toString("hex"));
      let crc = -1;
      for (const byte of bytes) {
        crc ^= byte;
        for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
      }
      console.log((~crc >>> 0).toString(16), Math.imul(0x7fffffff, 3), Math.clz32(1000), Math.fround(0.1));
      console.log(new TextDecoder().decode(new Uint8Array([0xe2, 0x82, 0xac, 0xff, 0x41])));
    `,
  },
  {
    name: "javascript-out-of-memory",
    limits: { memoryBytes: 16 * 2 ** 20 },
    javascript: `
      const held = [];
      for (let i = 0; ; i++) {
        held.push(new Uint8Array(100_000).fill(i));
        if (i % 10 === 0) console.log(i);
      }
    `,
  },
  {
    name: "javascript-out-of-fuel",
    limits: { fuel: 30_000_000 },
    javascript: `
      const table = new Map();
      for (let i = 0; ; i++) {
        table.set(i % 1000, { i, text: "x".repeat(i % 50) });
        if (i % 10_000 === 0) console.log(i);
      }
    `,
  },
];
