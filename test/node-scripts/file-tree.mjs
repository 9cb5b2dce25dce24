import fs from "node:fs"; import { readdir, mkdir, writeFile, rm, stat, rename, copyFile, readFile, appendFile, access, cp } from "node:fs/promises"; import path from "node:path";
await mkdir("project/src/lib", { recursive: true }); await mkdir("project/docs");
await Promise.all([writeFile("project/package.json", '{"name":"demo"}'), writeFile("project/src/index.js", "console.log(1)\n"), writeFile("project/src/lib/util.js", "export {}\n".repeat(3)), writeFile("project/docs/readme.md", "# Hi\n")]);
const tree = (dir, indent = "") => { for (const e of fs.readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) { console.log(`${indent}${e.isDirectory() ? "+" : "-"} ${e.name}`); if (e.isDirectory()) tree(path.join(dir, e.name), indent + "  "); } };
tree("project");
async function* walk(dir) { for (const e of await readdir(dir, { withFileTypes: true })) { const p = path.join(dir, e.name); if (e.isDirectory()) yield* walk(p); else yield p; } }
const files = []; for await (const f of walk("project")) files.push(f); console.log(files.sort());
const sizes = await Promise.all(files.map(async (f) => [path.relative("project", f), (await stat(f)).size])); console.log(Object.fromEntries(sizes), sizes.reduce((n, [, s]) => n + s, 0));
console.log((await readdir("project", { recursive: true })).sort());
await copyFile("project/docs/readme.md", "project/docs/copy.md"); await rename("project/docs/copy.md", "project/docs/moved.md"); await appendFile("project/docs/moved.md", "more\n"); console.log(await readFile("project/docs/moved.md", "utf8"));
await cp("project/src", "backup", { recursive: true }); console.log(fs.existsSync("backup/lib/util.js"), fs.statSync("backup").isDirectory());
for (const [label, run] of [["access", () => access("nope")], ["readdir file", () => readdir("project/package.json")], ["rm dir", () => rm("project")], ["mkdir", () => mkdir("project")], ["rename", () => rename("a", "b")], ["open", () => fs.promises.open("no/dir/x", "w")]]) try { await run(); } catch (e) { console.log(label, e.code, e.syscall ?? ""); }
await rm("project", { recursive: true }); await rm("gone", { force: true }); console.log(fs.existsSync("project"));
const h = await fs.promises.open("handle.txt", "w+"); await h.write("hello "); await h.write("world"); const { bytesRead, buffer } = await h.read(Buffer.alloc(5), 0, 5, 6); console.log(bytesRead, buffer.toString(), (await h.stat()).size); await h.truncate(5); await h.close(); console.log(fs.readFileSync("handle.txt", "latin1"));
const fd = fs.openSync("fd.txt", "a+"); fs.writeSync(fd, "one\n"); fs.writeSync(fd, Buffer.from("two\n")); const buf = Buffer.alloc(10); console.log(fs.readSync(fd, buf, 0, 10, 0), buf.toString("utf8", 0, 8)); fs.closeSync(fd);
fs.symlinkSync("fd.txt", "link"); console.log(fs.readlinkSync("link"), fs.lstatSync("link").isSymbolicLink(), fs.statSync("link").isFile(), fs.realpathSync("link") === path.resolve("fd.txt")); fs.unlinkSync("link");
fs.readFile("fd.txt", "utf8", (err, data) => { console.log(err, data.split("\n")); fs.readFile("absent", (e) => console.log(e.code, e.errno < 0, e.path)); });
fs.mkdtempSync("tmp-"); console.log(fs.readdirSync(".").filter((n) => /^tmp-.{6}$/.test(n)).length, path.join("a", "..", "b", "./c"), path.resolve("/x", "y", "../z"), path.parse("/home/u/file.tar.gz"), path.format({ dir: "/d", base: "f.x" }), path.isAbsolute("x"), path.normalize("/a//b/./c/.."), path.sep, path.posix === path);
