console.log("start");
async function load(id) { await new Promise((r) => setTimeout(r, 1)); if (id > 2) throw new RangeError(`id ${id} too large`); return id; }
console.log(await load(1), await load(2));
process.on("exit", (c) => console.log("leaving with", c));
console.log(await load(3));
console.log("unreachable");
