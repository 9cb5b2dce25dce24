import crypto, { createHash, createHmac, randomUUID, randomBytes, timingSafeEqual, randomInt } from "node:crypto";
import fs from "node:fs";
for (const alg of ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]) console.log(alg, createHash(alg).update("The quick brown fox").update(" jumps").digest("hex"));
console.log(createHash("sha256").update("").digest("base64"), createHash("SHA256").update(Buffer.from([0, 255])).digest("base64url"));
console.log(createHmac("sha256", "secret").update("message").digest("hex"));
console.log(createHmac("md5", Buffer.alloc(100, 1)).update("x").digest("hex"), createHmac("sha512", "k").update("é", "utf8").digest("base64"));
console.log(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(randomUUID()), randomBytes(16).length, Buffer.isBuffer(randomBytes(1)));
const n = randomInt(10, 20);
console.log(n >= 10 && n < 20, timingSafeEqual(Buffer.from("a"), Buffer.from("a")), timingSafeEqual(Buffer.from("a"), Buffer.from("b")));
try { timingSafeEqual(Buffer.from("a"), Buffer.from("ab")); } catch (e) { console.log(e.name, e.code); }
fs.writeFileSync("data.bin", Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256)));
const hash = createHash("sha1");
fs.createReadStream("data.bin", { highWaterMark: 100 }).on("data", (d) => hash.update(d)).on("end", () => {
  console.log("stream sha1", hash.digest("hex"));
  try { hash.update("more"); } catch (e) { console.log(e.code, e.message); }
  try { createHash("nope"); } catch (e) { console.log(e.message); }
  fs.createReadStream("data.bin").pipe(createHash("md5").setEncoding("hex")).on("finish", function () { console.log("piped", this.read()); });
});
console.log(crypto.pbkdf2Sync("password", "salt", 1000, 32, "sha256").toString("hex"));
const d = await globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode("abc"));
console.log(Buffer.from(d).toString("hex"), crypto.getHashes().includes("sha256"));
const h = createHash("sha256").update("a"); const copy = h.copy(); h.update("b");
console.log(copy.digest("hex") === createHash("sha256").update("a").digest("hex"), h.digest("hex").slice(0, 8));
