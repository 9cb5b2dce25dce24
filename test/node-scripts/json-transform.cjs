const fs = require("fs");

const users = [
  { id: 1, name: "Alice", email: "alice@example.com", age: 30, tags: ["admin", "dev"], address: { city: "Berlin", zip: "10115" } },
  { id: 2, name: "Bob", email: "bob@test.org", age: 25, tags: [], address: { city: "Paris", zip: "75001" } },
  { id: 3, name: "Çelik", email: null, age: 41, tags: ["dev"], address: null },
];
fs.writeFileSync("users.json", JSON.stringify({ users }, null, 2));
const data = JSON.parse(fs.readFileSync("users.json", "utf-8"));

console.log(data);
console.log(data.users.map(({ name, address }) => ({ name, city: address?.city ?? "unknown" })));
const grouped = Object.groupBy ? "native" : "polyfill";
void grouped;
const byTag = {};
for (const u of data.users) for (const t of u.tags) (byTag[t] = byTag[t] || []).push(u.name);
console.log("by tag:", byTag);
console.log(JSON.stringify(data.users, ["id", "name"]));
console.log(JSON.stringify(data.users, (k, v) => (k === "email" ? undefined : v), "\t"));
console.log(JSON.stringify({ d: new Date(Date.UTC(2020, 1, 29)), n: NaN, i: Infinity, u: undefined, f() {}, s: Symbol("x"), nested: [undefined, () => 1], m: new Map([[1, 2]]) }));
console.log(JSON.parse('{"a":[1,2,{"b":"2020-01-01"}]}', (k, v) => (typeof v === "string" ? new Date(v) : v)));
const flatten = (o, prefix = "") =>
  Object.entries(o).reduce((acc, [k, v]) => {
    const key = prefix ? `${prefix}.${k}` : k;
    return v && typeof v === "object" && !Array.isArray(v) ? { ...acc, ...flatten(v, key) } : { ...acc, [key]: v };
  }, {});
console.log(flatten(data.users[0]));
for (const bad of ["{bad}", "", '{"a":1,}', "[1 2]", "undefined", "hello world this is long text", '{"a":']) {
  try { JSON.parse(bad); } catch (e) { console.log(`${e.name}: ${e.message}`); }
}
const circular = { name: "loop", list: [] };
circular.self = circular;
try { JSON.stringify(circular); } catch (e) { console.log(e.message); }
circular.list.push({ owner: circular });
delete circular.self;
try { JSON.stringify(circular); } catch (e) { console.log(e.message); }
console.log(circular);
