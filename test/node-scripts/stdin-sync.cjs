const fs = require("fs");
const text = fs.readFileSync(0, "utf-8");
const [n, ...rest] = text.split("\n");
const grid = rest.slice(0, Number(n)).map((r) => r.trim().split(" ").map(Number));
console.log(grid, grid.map((r) => Math.max(...r)), grid.flat().reduce((a, b) => a + b, 0));
console.log(process.argv.slice(2).length);
