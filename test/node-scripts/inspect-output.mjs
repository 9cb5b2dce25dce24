class P { #x = 1; y = 2; get z() { return 1; } static s = 3; }
class Q extends P { constructor() { super(); this.n = null; } }
const c = { a: 1 }; c.self = c; c.arr = [c];
console.log(new Q(), P, [P], { P }, c);
console.log([1, , 3], [undefined, null], new Array(5), Array.from({ length: 150 }, (_, i) => i));
console.log({ a: { b: { c: { d: 1 } } } }, [[[[1]]]], "x".repeat(200), ["x".repeat(100)], { s: "it's", t: 'a "q" it\'s', u: "new\nline" });
console.log([1.5, -0, NaN, 1e21, 10n, true, Symbol("s")], [function foo() {}, class {}, () => {}, async function af() {}, function* g() {}]);
console.log({ get a() { return 1; }, set a(v) {}, get b() { return 2; }, set c(v) {} }, Object.create({ i: 1 }), Object.create(null));
console.log([["a", 1], ["b", 2]], { x: [{ y: 1 }, { y: 2 }], z: [[1, 2], [3, 4]] }, { date: new Date(0), re: /x/g, fn: Math.max, [Symbol("k")]: 1, "a-b": 2, 3: 4 });
console.log(Array.from({ length: 30 }, (_, i) => "item" + i), Array.from({ length: 27 }, (_, i) => i * 1000), Object.fromEntries(Array.from({ length: 30 }, (_, i) => ["key" + i, i])));
console.log([{ id: 1, name: "Alice", email: "alice@example.com", roles: ["admin", "user"] }, { id: 2, name: "Bob", email: "bob@example.com", roles: [] }]);
console.log(Promise.resolve(42), new Promise(() => {}), new WeakMap(), Symbol("x"), new Number(1), new String("s"), [new String("x")], Math, JSON);
console.log("%s|%d|%i|%f|%j|%O|%c|%%|%x", "str", 42.5, 42.5, "1.5", { a: 1 }, { a: { b: { c: { d: 1 } } } }, "css", "extra", null, undefined);
console.log("a".padEnd(5) + "|", ["a\nb"], ["it's"], { "": 1 }, { "a b": 1, a_b: 2, $c: 3, "1a": 4 }, [[]], [{}], {}, []);
console.table([{ a: 1, b: "x" }, { a: 2, c: true }]); console.table([[1, 2], [3, 4]]); console.table(new Map([["a", 1]])); console.table([{ a: 1, b: 2 }], ["b"]); console.table("x"); console.table({ r1: { c: 1 }, r2: { c: 2 } });
console.group("G"); console.log("in\nner"); console.group(); console.log({ a: 1 }); console.groupEnd(); console.groupEnd(); console.log("out");
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }); console.count(); console.count("x"); console.countReset(); console.count(); console.assert(true, "no"); console.assert(1 === 2, "to stderr");
console.log(new Uint8Array(3), new Float32Array([1.5, 2]), new ArrayBuffer(4), new Map([["k", { a: 1, b: [1, 2, 3] }]]), new Set(["a", { b: 1 }]), new (class Foo extends Map {})([[1, 2]]), new (class Bar extends Array {})(2));
console.log([0.1, 0.25, 100.5, 3], [-1, 22, -333], ["a", "bb", "ccc", "dddd", "eeeee", "ffffff", "ggggggg"], [1, "a", 2, "b", 3, "c", 4, "d"], Array(3).fill().map((_, i) => Array(3).fill(i)));
console.log({ a: [1, 2, [3, [4, [5]]]], m: new Map([["x", new Map([["y", new Map([["z", 1]])]])]]) }, new (class LinkedList { head = { value: 1, next: { value: 2, next: { value: 3, next: null } } }; size = 3; })());
console.log(process.versions.node ? "node" : "", [new Error("in list").message], { e: new RangeError("r").name }, [null, undefined], { u: undefined, n: null }, -0, [-0], 0n, "", [""], new Date(NaN));
