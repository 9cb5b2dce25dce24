function level3(x) { if (x > 1) throw new TypeError("deep problem"); return x; }
const level2 = (x) => level3(x + 1);
console.log("before");
process.on("exit", (c) => console.log("code", c));
setTimeout(() => console.log("not printed"), 10);
level2(1);
console.log("not printed");
