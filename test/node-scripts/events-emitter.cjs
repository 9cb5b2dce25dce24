const EventEmitter = require("events");
const { once, on } = require("events");
class Store extends EventEmitter {
  #items = new Map();
  add(id, v) { this.#items.set(id, v); this.emit("add", id, v); return this; }
  remove(id) { if (!this.#items.delete(id)) this.emit("error", new Error(`no ${id}`)); else this.emit("remove", id); }
}
const s = new Store();
s.on("add", (id, v) => console.log("added", id, v)); s.once("add", () => console.log("first add only")); s.prependListener("add", () => console.log("prepended"));
s.add("a", 1).add("b", { x: 2 });
try { s.remove("zzz"); } catch (e) { console.log("thrown", e.message); }
s.on("error", (e) => console.log("error event", e.message)); s.remove("zzz"); s.remove("a");
console.log(s.listenerCount("add"), s.eventNames(), s.listeners("add").length, s.emit("nobody"), s.getMaxListeners());
const off = () => console.log("should not run"); s.on("x", off).off("x", off).emit("x"); s.removeAllListeners("add"); s.add("c", 3);
(async () => {
  setTimeout(() => s.emit("ready", 42, "yes"), 2);
  console.log(await once(s, "ready"));
  setTimeout(() => { s.emit("tick", 1); s.emit("tick", 2); s.emit("tick", 3); }, 2);
  let n = 0; for await (const [v] of on(s, "tick")) { console.log("tick", v); if (++n === 3) break; }
  const ac = new AbortController(); setTimeout(() => ac.abort(), 1);
  try { await once(s, "never", { signal: ac.signal }); } catch (e) { console.log(e.name, e.code); }
})();
s.on("newListener", (name) => console.log("new", name)); s.on("later", () => {});
function Legacy() { EventEmitter.call(this); } require("util").inherits(Legacy, EventEmitter); const l = new Legacy(); l.on("q", function (v) { console.log(this === l, v); }); l.emit("q", 1); console.log(l instanceof EventEmitter, EventEmitter.EventEmitter === EventEmitter);
const t = new EventTarget(); t.addEventListener("go", (e) => { console.log(e.type, e.detail, e.defaultPrevented); }, { once: true }); t.dispatchEvent(new CustomEvent("go", { detail: { a: 1 } })); console.log(t.dispatchEvent(new Event("go")));
console.log(new Store()); const order = []; const e2 = new EventEmitter(); e2.on("a", () => order.push(1)); e2.on("a", () => { order.push(2); e2.on("a", () => order.push("late")); }); e2.emit("a"); e2.emit("a"); console.log(order);
