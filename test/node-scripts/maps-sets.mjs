const a = new Set([1, 2, 3, 4]); const b = new Set([3, 4, 5]);
const union = new Set([...a, ...b]); const inter = new Set([...a].filter((x) => b.has(x))); const diff = new Set([...a].filter((x) => !b.has(x)));
console.log(union, inter, diff, a.size, a.has(2), a.delete(2), [...a]);
const m = new Map([["one", 1], ["two", { n: 2 }]]); m.set({ key: true }, [1, 2, 3]).set(NaN, "nan").set("fn", () => 1);
console.log(m, m.get(NaN), m.size, [...m.keys()].length, m.has("three"), new Map(Object.entries({ x: 1 })));
for (const [k, v] of m) console.log(typeof k, typeof v);
m.forEach((v, k) => { if (typeof k === "string") console.log(k); });
console.log(Object.fromEntries(new Map([["a", 1], ["b", 2]])), JSON.stringify([...new Map([["a", 1]])]), new Map([[{ a: 1 }, new Map([[1, new Set(["x"])]])]]));
const wm = new WeakMap(); const key = {}; wm.set(key, 1); console.log(wm.get(key), wm.has({}), wm, new WeakSet());
const cache = new Map(); const memo = (n) => n < 2 ? BigInt(n) : cache.get(n) ?? (cache.set(n, memo(n - 1) + memo(n - 2)), cache.get(n)); console.log(memo(90), cache.size);
class LRU { #m = new Map(); constructor(max) { this.max = max; } get(k) { if (!this.#m.has(k)) return undefined; const v = this.#m.get(k); this.#m.delete(k); this.#m.set(k, v); return v; } set(k, v) { this.#m.delete(k); this.#m.set(k, v); if (this.#m.size > this.max) this.#m.delete(this.#m.keys().next().value); } keys() { return [...this.#m.keys()]; } }
const l = new LRU(2); l.set("a", 1); l.set("b", 2); l.get("a"); l.set("c", 3); console.log(l.keys(), l);
const graph = { A: ["B", "C"], B: ["D"], C: ["D"], D: ["E"], E: [] };
const bfs = (s) => { const seen = new Set([s]); const q = [s]; while (q.length) for (const n of graph[q.shift()]) if (!seen.has(n)) { seen.add(n); q.push(n); } return seen; }; console.log(bfs("A"));
const topo = () => { const out = []; const seen = new Set(); const visit = (n) => { if (seen.has(n)) return; seen.add(n); graph[n].forEach(visit); out.unshift(n); }; Object.keys(graph).forEach(visit); return out; }; console.log(topo());
const groups = ["apple", "avocado", "banana", "blueberry", "cherry"].reduce((g, w) => g.set(w[0], [...(g.get(w[0]) ?? []), w]), new Map()); console.log(groups, Object.fromEntries(groups));
console.log(new Set("hello"), new Set(Array.from({ length: 120 }, (_, i) => i)).size, new Map(Array.from({ length: 3 }, (_, i) => [i, { id: i, label: `label number ${i} which is rather long` }])), [new Set(), new Map()]);
const deep = new Map([["level1", new Map([["level2", new Map([["level3", new Map()]])]])]]); console.log(deep, structuredClone(deep).get("level1").size);
console.log([...new Set([3, 1, 3, 2].map(String))], Array.from(new Map([[1, 2]]).values()), new Set([[1], [1]]).size, new Set([{}, {}]), Symbol.for("x") === Symbol.for("x"), Symbol("d").description);
