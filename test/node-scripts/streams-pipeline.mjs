import { createReadStream, createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { Readable, Transform, Writable, PassThrough, Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";

writeFileSync("input.txt", Array.from({ length: 20 }, (_, i) => `line ${i + 1}`).join("\n"));

class LineSplitter extends Transform {
  #rest = "";
  constructor() { super({ readableObjectMode: true }); }
  _transform(chunk, _enc, cb) {
    const lines = (this.#rest + chunk).split("\n");
    this.#rest = lines.pop();
    for (const l of lines) this.push(l);
    cb();
  }
  _flush(cb) { if (this.#rest) this.push(this.#rest); cb(); }
}
const upper = new Transform({ objectMode: true, transform(l, _, cb) { cb(null, `${l.toUpperCase()}\n`); } });
await pipeline(createReadStream("input.txt", { highWaterMark: 16 }), new LineSplitter(), upper, createWriteStream("out.txt"));
console.log(readFileSync("out.txt", "utf8").split("\n").slice(0, 3), readFileSync("out.txt").length);

const chunks = [];
const sink = new Writable({ highWaterMark: 4, write(c, e, cb) { chunks.push(c.toString()); setImmediate(cb); }, final(cb) { console.log("final"); cb(); } });
console.log(sink.write("abcdef"), sink.write("gh"), sink.writableLength);
sink.once("drain", () => console.log("drain"));
sink.on("finish", () => console.log("finish", chunks));
await new Promise((r) => { sink.on("close", r); setTimeout(() => sink.end("!"), 5); });

const r = new Readable({ read() {} });
r.push("one"); r.push("two"); r.push(null);
r.setEncoding("utf8");
for await (const c of r) console.log("chunk", c);
console.log(await Readable.from([1, 2, 3, 4]).filter((n) => n % 2 === 0).map((n) => n * 10).toArray());

const through = new PassThrough();
through.on("data", (d) => console.log("data", d)).on("end", () => console.log("end"));
through.write("x"); through.end("y");
await new Promise((res) => through.once("close", res));

try {
  await pipeline(Readable.from(["a", "b"]), new Transform({ transform(c, e, cb) { cb(new Error("bad chunk")); } }), new PassThrough());
} catch (e) { console.log("pipeline error:", e.message); }

async function* gen() { yield "g1\n"; yield "g2\n"; }
await pipeline(gen, async function* (source) { for await (const s of source) yield String(s).toUpperCase(); }, createWriteStream("gen.txt"));
console.log(readFileSync("gen.txt", "utf8"));
const dup = new Duplex({ read() { this.push("from read"); this.push(null); }, write(c, e, cb) { console.log("dup got", c.toString()); cb(); } });
dup.end("hello");
for await (const c of dup) console.log(String(c));
createReadStream("missing.txt").on("error", (e) => console.log(e.code, e.syscall, e.path));
const part = createReadStream("input.txt", { start: 5, end: 10, encoding: "utf8" });
for await (const c of part) console.log(JSON.stringify(c), part.bytesRead);
