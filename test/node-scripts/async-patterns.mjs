import { setTimeout as delay } from "node:timers/promises";

const log = [];
const note = (m) => { log.push(m); console.log(m); };
async function task(name, ms, fail = false) {
  note(`start ${name}`);
  await delay(ms);
  if (fail) throw new Error(`${name} failed`);
  note(`end ${name}`);
  return name;
}
console.log(await Promise.all([task("a", 30), task("b", 10), task("c", 20)]));
console.log((await Promise.allSettled([task("d", 5), task("e", 1, true)])).map((r) => r.status + ": " + (r.value ?? r.reason.message)));
console.log(await Promise.race([task("f", 50), task("g", 5)]));
try { await Promise.any([task("h", 1, true), task("i", 2, true)]); } catch (e) { console.log(e.constructor.name, e.errors.map((x) => x.message)); }

setTimeout(() => note("timeout 0"), 0);

process.nextTick(() => note("tick"));
Promise.resolve().then(() => note("micro")).then(() => note("micro 2"));
queueMicrotask(() => note("queued"));
note("sync");
await delay(60);

async function* counter(n) { for (let i = 0; i < n; i++) { await delay(1); yield i; } }
for await (const i of counter(3)) note(`count ${i}`);

async function retry(fn, times) {
  for (let attempt = 1; ; attempt++) {
    try { return await fn(attempt); }
    catch (e) { note(`attempt ${attempt}: ${e.message}`); if (attempt >= times) throw e; await delay(2 ** attempt); }
  }
}
console.log(await retry(async (n) => { if (n < 3) throw new Error("not yet"); return `done after ${n}`; }, 5));

const pool = async (limit, jobs) => {
  const results = []; let next = 0; let active = 0; let max = 0;
  await Promise.all(Array.from({ length: limit }, async () => {
    while (next < jobs.length) { const i = next++; active++; max = Math.max(max, active); results[i] = await jobs[i](); active--; }
  }));
  return { results, max };
};
console.log(await pool(2, [1, 2, 3, 4, 5].map((n) => () => delay(5, n * n))));
const ac = new AbortController();
setTimeout(() => ac.abort(), 5);
try { await delay(1000, null, { signal: ac.signal }); } catch (e) { console.log(e.name, e.code); }
console.log(log.length);
