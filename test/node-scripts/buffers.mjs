import { Buffer } from "node:buffer";
const b = Buffer.from("Hello, Wörld! 😀");
console.log(b, b.length, b.toString(), b.toString("hex"), b.toString("base64"), b.toString("latin1").length);
console.log(Buffer.from("48656c6c6f", "hex").toString(), Buffer.from("SGk_", "base64url"), Buffer.from("SGVsbG8=", "base64").toString("ascii"), Buffer.byteLength("é"));
const n = Buffer.alloc(16);
n.writeUInt8(255, 0); n.writeUInt16BE(0x1234, 1); n.writeInt32LE(-5, 3); n.writeDoubleBE(Math.PI, 7);
console.log(n, n.readUInt8(0), n.readUInt16BE(1).toString(16), n.readInt32LE(3), n.readDoubleBE(7));
n.writeBigUInt64LE(123456789012345n, 8); console.log(n.readBigUInt64LE(8), n.readFloatLE(0), n.readUIntBE(1, 3));
console.log(Buffer.concat([Buffer.from("a"), Buffer.from("bc")], 3), Buffer.compare(Buffer.from("a"), Buffer.from("b")), b.equals(Buffer.from(b)), b.slice(0, 5).toString(), b.subarray(-4).toString());
console.log(b.indexOf("W"), b.includes("😀"), b.lastIndexOf("l"), Buffer.alloc(5, "ab"), Buffer.from([256, -1, 1.9]), Buffer.from("abc").toJSON());
try { n.readUInt8(99); } catch (e) { console.log(e.name, e.code, e.message); }
try { n.writeUInt8(300, 0); } catch (e) { console.log(e.name, e.code, e.message); }
try { Buffer.from(5); } catch (e) { console.log(e.name, e.code); }
console.log([...Buffer.from("abc").entries()], [...Buffer.from("ab")], Buffer.isBuffer(b), Buffer.isBuffer(new Uint8Array(1)), Buffer.isEncoding("UTF-8"), b.constructor.name);
const c = Buffer.from("buffer"); c[0] = 0x42; c.fill("z", 4); console.log(c.toString(), c.swap16().toString(), c.reverse().toString(), c.write("hey", 1), c.toString());
const ab = new ArrayBuffer(8); new DataView(ab).setFloat32(0, 1.5); console.log(Buffer.from(ab), ab, new Uint16Array(ab), Buffer.from(ab, 0, 2));
console.log(JSON.stringify({ b: Buffer.from("x") }), Buffer.alloc(60), Buffer.from("ff", "utf16le"), b.toString("utf8", 0, 5), Buffer.from("€").readUIntBE(0, 3));
console.log(atob("aGk="), btoa("hi"), Buffer.from("a\u0000b").toString("hex"), Buffer.from("zz", "hex").length, Buffer.from("\ud800").toString("hex"), { nested: { deep: [Buffer.from("q")] } });
const target = Buffer.alloc(4); console.log(Buffer.from("abcdef").copy(target, 1, 2), target.toString("latin1").replaceAll("\0", "."), Buffer.from("abc") < Buffer.from("abd"));
