const wrap = (text, width) => text.split(/\s+/).reduce((lines, w) => { const last = lines[lines.length - 1]; if ((last + " " + w).trim().length <= width) lines[lines.length - 1] = (last + " " + w).trim(); else lines.push(w); return lines; }, [""]);
const text = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.";
wrap(text, 40).forEach((l, i) => console.log(`${String(i + 1).padStart(3)} | ${l.padEnd(40)} |`));
const title = (s) => s.replace(/\b\w/g, (c) => c.toUpperCase());
const center = (s, n, c = "*") => s.padStart((n + s.length) >> 1, c).padEnd(n, c);
console.log(title("the quick brown fox"), center(" MENU ", 30), "=".repeat(30), "ab".repeat(0) === "");
console.log("%s has %d items costing %f (%i) %j %o %O %%", "cart", 3, 9.99, 9.99, { a: 1 }, [1], { b: { c: { d: {} } } }, "extra", 5);
console.log((1234.5678).toFixed(2), (0.1 + 0.2).toFixed(10), (255).toString(16), (255).toString(2).padStart(10, "0"), (1e21).toString(), (123.456).toPrecision(4), (0.00001).toString(), (12345.678).toExponential(2), Number("0x1f"), parseInt("12px"), parseFloat(".5e1"), +"", +" 12 ", +"x");
console.log((1234567.891).toLocaleString(), (1234567.891).toLocaleString("en-US", { style: "currency", currency: "USD" }), (0.256).toLocaleString("en-US", { style: "percent" }), (1e6).toLocaleString("en-US"));
const bytes = (n) => { const u = ["B", "KB", "MB", "GB"]; let i = 0; while (n >= 1024 && i < u.length - 1) { n /= 1024; i++; } return `${n.toFixed(i ? 1 : 0)} ${u[i]}`; };
console.log([0, 512, 2048, 5e6, 7e9].map(bytes));
const freq = [...text.toLowerCase().replace(/[^a-z]/g, "")].reduce((m, c) => ({ ...m, [c]: (m[c] || 0) + 1 }), {});
console.log(Object.entries(freq).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 5).map(([c, n]) => `${c}:${"#".repeat(n)}`).join("\n"));
console.log(`multi
line ${[1, 2, 3].map((x) => `<${x}>`).join("")} \u00e9 \x41 \t tab`, String.raw`raw \n ${1 + 1}`, "a\\b");
