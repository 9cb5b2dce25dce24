/** The guest source of `node:url`: what came before `URL`, and paths of files. */

/** Loaded when a program first needs it. */
export const urlSource: string = String.raw`
const { fileHref, fileURLToPath } = internals;
const { URL, URLSearchParams } = internals.urlClasses();

/** What url.parse answers; the fields in Node's order. */
function Url() {
  for (const name of ["protocol", "slashes", "auth", "host", "port", "hostname", "hash", "search", "query", "pathname", "path", "href"])
    this[name] = null;
}
Url.prototype.format = function () {
  return format(this);
};

const withSlashes = /^(?:https?|ftp|gopher|file|wss?):?$/;

const parseLegacy = (text, parsesQuery = false, slashesDenoteHost = false) => {
  if (typeof text !== "string") throw internals.argumentError('"url" argument', "of type string", text);
  const url = new Url();
  let rest = text.trim();
  const take = (pattern) => {
    const found = pattern.exec(rest);
    if (found !== null) rest = rest.slice(found[0].length);
    return found;
  };
  url.protocol = take(/^[a-z0-9.+-]+:/i)?.[0].toLowerCase() ?? null;
  if ((url.protocol !== null || slashesDenoteHost) && rest.startsWith("//") && url.protocol !== "javascript:") {
    rest = rest.slice(2);
    url.slashes = true;
    const authority = take(/^[^/?#]*/)[0];
    const at = authority.lastIndexOf("@");
    if (at >= 0) url.auth = decodeURIComponent(authority.slice(0, at));
    const [, hostname, port] = /^(.*?)(?::(\d*))?$/s.exec(authority.slice(at + 1));
    url.port = port ? port : null;
    url.hostname = hostname.toLowerCase();
    url.host = url.hostname + (url.port === null ? "" : ":" + url.port);
  }
  const hash = rest.indexOf("#");
  if (hash >= 0) {
    url.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const search = rest.indexOf("?");
  if (search >= 0) {
    url.search = rest.slice(search);
    rest = rest.slice(0, search);
    url.query = url.search.slice(1);
  }
  if (parsesQuery) {
    url.query = internals.builtin("querystring").parse(url.query ?? "");
    url.search ??= "";
  }
  url.pathname = rest === "" ? (url.slashes && withSlashes.test(url.protocol) ? "/" : null) : rest;
  if (url.pathname !== null || url.search !== null) url.path = (url.pathname ?? "") + (url.search ?? "");
  url.href = format(url);
  return url;
};

const format = (url, options = {}) => {
  if (typeof url === "string") return format(parseLegacy(url));
  if (url instanceof URL) {
    const copy = new URL(url);
    if (options.fragment === false) copy.hash = "";
    if (options.search === false) copy.search = "";
    if (options.auth === false) copy.username = copy.password = "";
    return copy.href;
  }
  const protocol = url.protocol ? url.protocol.replace(/:?$/, ":") : "";
  const auth = url.auth ? encodeURIComponent(url.auth).replace(/%3A/i, ":") + "@" : "";
  const port = url.port ? ":" + url.port : "";
  const host = url.host ? auth + url.host : url.hostname ? auth + url.hostname + port : "";
  const hasSlashes = url.slashes || (withSlashes.test(protocol) && host !== "");
  let { pathname } = url;
  pathname ??= "";
  if (hasSlashes && pathname !== "" && !pathname.startsWith("/")) pathname = "/" + pathname;
  const isQuery = typeof url.query === "object" && url.query !== null;
  const query = isQuery ? internals.builtin("querystring").stringify(url.query) : "";
  const search = url.search || (query === "" ? "" : "?" + query);
  const hash = url.hash ? (url.hash.startsWith("#") ? url.hash : "#" + url.hash) : "";
  return (
    protocol + (hasSlashes ? "//" : "") + host +
    pathname.replace(/[?#]/g, encodeURIComponent) +
    (search === "" || search.startsWith("?") ? search : "?" + search).replaceAll("#", "%23") + hash
  );
};

const resolve = (from, to) => {
  const base = new URL(from, "resolve://host");
  const url = new URL(to, base);
  return url.protocol === "resolve:" ? url.pathname.slice(from.startsWith("/") ? 0 : 1) + url.search + url.hash : url.href;
};

const urlToHttpOptions = ({ protocol, hostname, hash, search, pathname, href, port, username, password }) => ({
  protocol, hostname, hash, search, pathname, path: pathname + search, href,
  ...(port === "" ? {} : { port: Number(port) }),
  ...(username || password ? { auth: decodeURIComponent(username) + ":" + decodeURIComponent(password) } : {}),
});

internals.builtins.set("url", {
  URL,
  URLSearchParams,
  Url,
  domainToASCII: (domain) => URL.parse("http://" + domain)?.hostname ?? "",
  fileURLToPath,
  format,
  parse: parseLegacy,
  pathToFileURL: (path) => new URL(fileHref(path)),
  resolve,
  urlToHttpOptions,
});
`;
