import fs from "node:fs/promises"; import { existsSync } from "node:fs"; import { parseArgs } from "node:util";
const DB = "todos.json";
class TodoStore {
  static async open(f) { const s = new TodoStore(); s.file = f; s.items = existsSync(f) ? JSON.parse(await fs.readFile(f, "utf8")) : []; return s; }
  async save() { await fs.writeFile(this.file, JSON.stringify(this.items, null, 2)); }
  async add(text, priority = 1) { const item = { id: (this.items.at(-1)?.id ?? 0) + 1, text, priority, done: false }; this.items.push(item); await this.save(); return item; }
  async done(id) { const i = this.items.find((t) => t.id === id); if (!i) throw new Error(`Todo ${id} not found`); i.done = true; await this.save(); return i; }
  list({ all = false } = {}) { return this.items.filter((t) => all || !t.done).toSorted((a, b) => b.priority - a.priority); }
}
async function run(argv) {
  const { values, positionals: [cmd, ...rest] } = parseArgs({ args: argv, allowPositionals: true, options: { priority: { type: "string", short: "p", default: "1" }, all: { type: "boolean", short: "a" } } });
  const store = await TodoStore.open(DB);
  switch (cmd) {
    case "add": { const t = await store.add(rest.join(" "), Number(values.priority)); return `added #${t.id}`; }
    case "done": return `done: ${(await store.done(Number(rest[0]))).text}`;
    case "list": return store.list(values).map((t) => `${t.done ? "[x]" : "[ ]"} ${t.id}. ${t.text} ${"!".repeat(t.priority)}`).join("\n") || "(empty)";
    default: throw new TypeError(`Unknown command: ${cmd}`);
  }
}
for (const line of ["list", "add buy milk", "add -p 3 write report", "add --priority=2 call mom", "done 1", "list", "list --all", "done 99", "frobnicate", "list --nope"]) {
  try { console.log(`$ ${line}\n${await run(line.split(" "))}`); } catch (e) { console.log(`$ ${line}\n${e.name}: ${e.code ?? e.message}`); }
}
console.log(await fs.readFile(DB, "utf8")); console.log((await fs.stat(DB)).isFile(), await fs.access("nope").then(() => "yes", (e) => e.code));
