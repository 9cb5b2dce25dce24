process.on("exit", (code) => { console.log(`about to exit with ${code}`); process.exitCode = 7; });
process.on("beforeExit", () => { console.log("never reached because of exit()"); });
const args = process.argv.slice(2);
console.log(args, process.argv.length, typeof process.pid, process.argv0.length > 0);
setTimeout(() => console.log("never"), 100);
setTimeout(() => { console.log("exiting"); process.exit(4); console.log("unreachable"); }, 5);
