const chunks = [];
process.stdin.on("data", (c) => { console.log(Buffer.isBuffer(c)); chunks.push(c); });
process.stdin.on("end", () => {
  const lines = Buffer.concat(chunks).toString().trimEnd().split(/\r?\n/);
  console.log(lines.map((l, i) => `${i + 1}: ${l.split("").reverse().join("")}`).join("\n"));
  console.log(lines.length, lines.map(Number).filter((n) => !Number.isNaN(n)));
});
console.log("reading");
