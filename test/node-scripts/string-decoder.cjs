const { StringDecoder } = require("string_decoder"); const { Transform, pipeline } = require("stream"); const { once } = require("events");
const d = new StringDecoder("utf8"); const euro = Buffer.from("€uro 😀"); for (const b of euro) process.stdout.write(`[${d.write(Buffer.from([b]))}]`); console.log(d.end());
console.log(new StringDecoder("base64").write(Buffer.from("abcd")), new StringDecoder("hex").write(Buffer.from("hi")), new StringDecoder("utf16le").end(Buffer.from([0x61, 0, 0x62])), JSON.stringify(new StringDecoder().end(Buffer.from([0xe2, 0x82]))));
class Counter extends Transform { constructor() { super({ readableObjectMode: true, decodeStrings: false }); this.counts = {}; } _transform(c, e, cb) { for (const ch of c.toString()) this.counts[ch] = (this.counts[ch] ?? 0) + 1; cb(); } _flush(cb) { this.push(this.counts); cb(); } }
const c = new Counter(); c.on("data", (o) => console.log(o)); c.write("hello "); c.end("world");
pipeline(require("stream").Readable.from(["x", "y"]), new Counter(), async function* (src) { for await (const o of src) yield JSON.stringify(o); }, process.stdout, (err) => { if (err) console.error(err); });
const t = new Transform({ transform(chunk, enc, cb) { setTimeout(() => cb(null, chunk.toString().toUpperCase()), 1); } }); t.end("later"); once(t, "data").then(([v]) => console.error(String(v)));
