process.on("exit", (code) => console.log("exit code", code));
process.on("unhandledRejection", (reason, promise) => { console.log("unhandled:", reason.message, promise instanceof Promise); process.exitCode = 9; });
Promise.reject(new Error("first"));
(async () => { await null; throw new TypeError("second"); })();
setTimeout(() => console.log("still running"), 5);
const late = Promise.reject(new Error("handled in time")); late.catch((e) => console.log("caught", e.message));
console.log("main done");
