const fs = require("fs"); const path = require("path"); const readline = require("readline");
const file = path.join(__dirname, "access.log");
const methods = ["GET", "POST", "GET", "DELETE"]; const paths = ["/", "/login", "/api/items?page=2", "/static/app.js"];
let x = 7; const next = (n) => (x = (x * 16807) % 2147483647) % n;
fs.writeFileSync(file, Array.from({ length: 200 }, (_, i) => `10.0.0.${next(5)} - - [12/Mar/2024:10:${String(i % 60).padStart(2, "0")}:00 +0000] "${methods[next(4)]} ${paths[next(4)]} HTTP/1.1" ${[200, 200, 404, 500, 301][next(5)]} ${next(5000)}`).join("\n") + "\nmalformed line\n");
(async () => {
  const rl = readline.createInterface({ input: fs.createReadStream(file), crlfDelay: Infinity });
  const stats = { total: 0, bad: 0, bytes: 0, status: {}, ips: new Map(), slowest: null };
  for await (const line of rl) {
    const m = /^(\S+) .*?\[(.*?)\] "(\w+) (\S+) [^"]*" (\d{3}) (\d+)$/.exec(line);
    if (!m) { stats.bad++; continue; }
    const [, ip, , method, url, status, size] = m;
    stats.total++; stats.bytes += +size; stats.status[status] = (stats.status[status] ?? 0) + 1;
    stats.ips.set(ip, [...(stats.ips.get(ip) ?? []), `${method} ${url}`].slice(-2));
    if (!stats.slowest || +size > stats.slowest.size) stats.slowest = { url, size: +size };
  }
  console.log(stats);
  const top = [...stats.ips].sort(([a], [b]) => a.localeCompare(b)); for (const [ip, last] of top) console.log(`${ip.padEnd(12)} ${last.join(" -> ")}`);
  fs.writeFileSync("summary.json", JSON.stringify(stats, (k, v) => (v instanceof Map ? Object.fromEntries(v) : v), 1)); console.log(fs.readFileSync("summary.json", "utf8").split("\n").length);
})();
