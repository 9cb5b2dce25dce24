import { readFileSync } from "node:fs";

const numbers = readFileSync(0, "utf8").trim().split("\n").map(Number);
const sum = numbers.reduce((total, number) => total + number, 0);
const even = numbers.filter((number) => number % 2 === 0).length;
console.log(JSON.stringify({ sum, even }, null, 1));
