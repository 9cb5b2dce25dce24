const log = `2024-01-15 10:23:45 [ERROR] db: connection lost (code=1042)
2024-01-15 10:24:00 [INFO] web: GET /index.html 200 15ms
2024-01-15 10:24:01 [WARN] web: slow request /api/users?id=5&name=x 2300ms
2024-01-16 00:00:00 [ERROR] db: timeout (code=7)`;
const re = /^(?<date>\d{4}-\d\d-\d\d) (?<time>[\d:]+) \[(?<level>\w+)\] (?<source>\w+): (?<message>.*)$/gm;
for (const m of log.matchAll(re)) console.log({ ...m.groups }, m.index);
console.log(log.match(/code=(\d+)/), log.match(/code=\d+/g), log.match(/nothing/));
console.log("camelCaseStringHere".replace(/([A-Z])/g, "_$1").toLowerCase(), "snake_case_here".replace(/_(\w)/g, (_, c) => c.toUpperCase()));
console.log("1234567.891".replace(/\B(?=(\d{3})+(?!\d))/g, ","), "a1b22c333".split(/\d+/), "a1b22c333".split(/(\d+)/));
console.log("John Smith".replace(/(?<first>\w+)\s(?<last>\w+)/, "$<last>, $<first>"), "x".replace(/x/, "$$&$&"), "aaa".replaceAll("a", "b"));
const sticky = /foo/y; sticky.lastIndex = 3;
console.log(sticky.test("barfoo"), sticky.lastIndex, /\p{Lu}/u.test("É"), "😀x".match(/./gu), "😀".length, /^.$/u.test("😀"));
console.log(/(?<=\$)\d+/.exec("cost $42")[0], /\d+(?!px)/.exec("12px 34em")[0], /a.c/s.test("a\nc"), "line1\nline2".match(/^line\d$/gm));
const emails = ["a@b.co", "bad@", "x.y+z@sub.example.org", "@no", "sp ace@x.com"];
console.log(emails.map((e) => [e, /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(e)]));
console.log(/(a)(b)?(c)?/.exec("ab"), /a|ab/.exec("abc")[0], "abcabc".search(/c/), /[\]\\]/.source, String(new RegExp("/", "gi")), new RegExp("a/b").source);
const tokenize = (s) => [...s.matchAll(/\s*(?:(\d+\.?\d*)|(.))/g)].map(([, num, op]) => (num ? Number(num) : op));
console.log(tokenize("3 + 4.5*(2 - 1)"));
console.log(escape.name, "a.b*c".replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), RegExp.prototype.toString.call(/x/g), /x/gi.flags);
try { new RegExp("("); } catch (e) { console.log(e.name); }
console.log("tel: 555-1234".replace(/(\d{3})-(\d{4})/, (m, a, b, offset, whole) => `[${a}|${b}|${offset}|${whole.length}]`));
console.log([..."aXbXc".matchAll(/X/g)].map((m) => m.index), /\bfoo\b/.test("a foo b"), /^[\w.-]+$/.test("file-name_1.txt"), /\u{1F600}/u.test("😀"));
