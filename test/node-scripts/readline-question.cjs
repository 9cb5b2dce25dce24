const readline = require("readline");
const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
rl.question("What is your name? ", (name) => {
  console.log(`Hello, ${name}!`);
  rl.setPrompt("cmd> ");
  rl.prompt();
  rl.on("line", (line) => {
    if (line.trim() === "quit") return rl.close();
    console.log(`you said: ${line}`);
    rl.prompt();
  });
}); 
rl.on("close", () => { console.log("\nbye"); process.exitCode = 3; });
