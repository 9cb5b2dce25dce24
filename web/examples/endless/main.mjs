// Looks for a number that is not there, and catches everything on its way.
let tried = 0;
for (;;) {
  try {
    for (let n = 1; ; n++) {
      if (n * n === 2 * (n + 1) * (n + 1)) throw new Error("found");
      tried++;
      if (tried % 100_000 === 0) console.log(`${tried.toLocaleString("en")} numbers tried`);
    }
  } catch {
    console.log("going on");
  }
}
