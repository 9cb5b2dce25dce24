import url, { fileURLToPath, pathToFileURL } from "node:url";
import querystring from "node:querystring";
const u = new URL("https://user:pa%20ss@example.com:8080/a/b/../c%20d?x=1&y=a%26b&x=2#frag");
console.log(u, u.href, u.toString() === JSON.parse(JSON.stringify({ u })).u);
console.log(u.searchParams.getAll("x"), u.searchParams.get("y"), u.searchParams.has("z"), [...u.searchParams], u.searchParams.size);
u.searchParams.append("z", "ü & ö"); u.searchParams.delete("x"); u.hash = ""; u.port = "443"; u.pathname = "/new path"; console.log(u.href, u.port === "", u.host);
u.searchParams.sort(); u.search = "?q=1+2"; console.log(u.searchParams.get("q"), u.origin, String(u.searchParams));
console.log(new URL("../x?y#z", "http://h/a/b/c").href, new URL("//other/p", "https://h").href, URL.canParse("nope"), URL.canParse("a:b"));
for (const bad of ["nope", "http://", "http://a b", "https://exa mple.com"]) { try { new URL(bad); } catch (e) { console.log(e.name, e.code, e.message, e.input); } }
const p = new URLSearchParams({ a: "1", b: "x y", c: "é" }); p.set("a", "2"); console.log(p.toString(), p, Object.fromEntries(p), new URLSearchParams([["k", "v"], ["k", "w"]]).toString());
p.forEach((v, k) => console.log(k, v));
console.log(querystring.parse("a=1&b=2&a=3&c=%20x&d"), querystring.stringify({ a: ["x", "y"], b: 1, c: true, d: "ä b" }));
const legacy = url.parse("http://user:pw@host.com:80/p/a/t/h?query=string#hash"); console.log(legacy.host, legacy.pathname, legacy.query, legacy.auth, legacy.href);
console.log(url.format({ protocol: "https", hostname: "h.com", pathname: "/x", query: { a: 1 } }), url.parse("/path?x=1&y=2", true).query, url.resolve("http://a.com/b/c", "../d"));
console.log(fileURLToPath("file:///tmp/a%20b.txt"), pathToFileURL("/tmp/x y#z.js").href, encodeURIComponent("a b&c=ü/?"), decodeURIComponent("%C3%BC"), encodeURI("http://x/ü?a=b c"), escape("ü"), unescape("%FC"));
console.log(new URL("http://EXAMPLE.com:80/%7Efoo/./bar").href, new URL("http://[::1]:3000/").hostname, new URL("http://münchen.de").hostname, new URL("mailto:a@b.c").pathname, new URL("data:text/plain,hi").protocol);
const base = "https://api.example.com/v1/"; console.log(["users", "/users", "./users?id=1", "../v2/users", "#top"].map((x) => new URL(x, base).href));
