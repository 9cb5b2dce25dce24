const d = new Date("2024-02-28T23:30:00Z");
console.log(d, String(d.getTime()), d.toISOString(), d.toJSON(), JSON.stringify({ d }));
const addDays = (x, n) => { const c = new Date(x); c.setUTCDate(c.getUTCDate() + n); return c; };
for (const n of [1, 2, 30, -59, 366]) console.log(n, addDays(d, n).toISOString().slice(0, 10));
console.log(d.getUTCDay(), d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCHours());
const diff = Math.round((Date.UTC(2024, 11, 25) - Date.UTC(2024, 1, 28)) / 86400000);
console.log(`${diff} days`);
console.log(new Date("invalid"), isNaN(new Date("x")), new Date(2024, 0, 31, 12).toISOString());
console.log(Date.parse("2024-01-01"), Date.parse("2024-01-01T00:00:00+02:00"), Date.parse("Tue, 05 Mar 2024 10:00:00 GMT"), Date.parse("March 7, 2024"));
const fmt = (x) => `${x.getUTCFullYear()}-${String(x.getUTCMonth() + 1).padStart(2, "0")}-${String(x.getUTCDate()).padStart(2, "0")}`;
const weeks = {};
for (let i = 0; i < 14; i++) { const x = addDays(d, i); (weeks[["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][x.getUTCDay()]] ??= []).push(fmt(x)); }
console.log(weeks);
const isLeap = (y) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
console.log([1900, 2000, 2023, 2024].map((y) => [y, isLeap(y), new Date(Date.UTC(y, 2, 0)).getUTCDate()]));
console.log(d.toLocaleDateString("en-US"), d.toLocaleTimeString("en-US"), d.toLocaleString("en-US"));
console.log(d.toLocaleDateString("en-US", { weekday: "long", year: "numeric", month: "long", day: "numeric" }));
console.log(d.toUTCString(), d.toString(), d.toDateString(), d.getTimezoneOffset());
console.log([new Date(3), new Date(1), new Date(2)].sort((a, b) => a - b), new Date(0) < new Date(1), typeof Date.now());
try { new Date(NaN).toISOString(); } catch (e) { console.log(e.name, e.message); }
console.log({ created: new Date(0), nested: { at: [new Date(86400000)] } });
