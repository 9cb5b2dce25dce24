function* fib() { let [a, b] = [0, 1]; for (;;) { yield a; [a, b] = [b, a + b]; } }
function* take(it, n) { let i = 0; for (const x of it) { if (i++ >= n) return; yield x; } }
const map = function* (it, f) { for (const x of it) yield f(x); };
console.log([...take(fib(), 15)], [...map(take(fib(), 5), (x) => x * x)]);
function* dialog() { const name = yield "name?"; const age = yield `hi ${name}, age?`; return { name, age }; }
const d = dialog(); console.log(d.next(), d.next("Ann"), d.next(7), d.next());
function* cleanup() { try { yield 1; yield 2; } catch (e) { yield `caught ${e}`; } finally { console.log("cleanup"); } }
for (const x of cleanup()) { console.log(x); break; }
const c = cleanup(); c.next(); console.log(c.throw("boom"), c.return(9), c.next());
function* tree(n) { if (!n) return; yield* tree(n.l); yield n.v; yield* tree(n.r); }
const insert = (n, v) => (!n ? { v, l: null, r: null } : v < n.v ? { ...n, l: insert(n.l, v) } : { ...n, r: insert(n.r, v) });
const t = [5, 2, 8, 1, 9, 3].reduce(insert, null);
console.log([...tree(t)], t);
const range = { from: 1, to: 5, [Symbol.iterator]() { let { from, to } = this; return { next: () => (from <= to ? { value: from++, done: false } : { value: undefined, done: true }) }; } };
console.log([...range], Math.max(...range), Array.from(range, (x) => x * 2), new Set(range), Object.fromEntries([...range].map((x) => [x, x ** 2])));
const [first, , third, ...rest] = range; console.log(first, third, rest);
function* permutations(a) { if (a.length < 2) yield a; else for (let i = 0; i < a.length; i++) for (const p of permutations([...a.slice(0, i), ...a.slice(i + 1)])) yield [a[i], ...p]; }
console.log([...permutations("abc".split(""))].map((p) => p.join("")));
async function* pages() { for (let p = 1; p <= 3; p++) { await null; yield { page: p, items: [p * 10, p * 10 + 1] }; } }
for await (const { page, items } of pages()) console.log(page, items);
const zip = function* (...its) { const iters = its.map((i) => i[Symbol.iterator]()); for (;;) { const r = iters.map((i) => i.next()); if (r.some((x) => x.done)) return; yield r.map((x) => x.value); } };
console.log([...zip([1, 2, 3], "ab", new Set([true, false]))]);
console.log(fib(), fib, Object.prototype.toString.call(fib()), fib.constructor.name, [][Symbol.iterator]().toString());
const lazy = { *[Symbol.iterator]() { yield* [1, 2]; yield* "xy"; return 5; } }; console.log([...lazy]);
