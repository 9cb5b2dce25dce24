/** The guest source that turns file URLs into paths and back, and loads `URL` and the helpers when a program asks for them. */

/** Needs the path source before it. */
export const fileUrlSource: string = String.raw`
const { resolve } = internals.builtins.get("path");

/** The file URL of a path, as text. */
internals.fileHref = (path) => {
  if (typeof path !== "string") throw internals.argumentError('"path" argument', "of type string", path);
  const isDirectory = path.endsWith("/") && path !== "/";
  const encoded = encodeURI(resolve(path).toWellFormed()).replace(/[?#]/g, encodeURIComponent);
  return "file://" + encoded + (isDirectory ? "/" : "");
};

internals.fileURLToPath = (url) => {
  const href = typeof url === "string" ? url : url?.href;
  if (typeof href !== "string")
    throw internals.argumentError('"path" argument', "of type string or an instance of URL", url);
  if (!href.startsWith("file:")) {
    if (!/^[a-z][a-z0-9+.-]*:/i.test(href)) new URL(href);
    throw internals.codedError(
      "TypeError",
      "ERR_INVALID_URL_SCHEME",
      "The URL must be of scheme file",
    );
  }
  const path = href.replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/, "").replace(/[?#].*$/s, "");
  if (/%2f/i.test(path)) {
    throw internals.codedError(
      "TypeError",
      "ERR_INVALID_FILE_URL_PATH",
      "File URL path must not include encoded / characters",
    );
  }
  return decodeURIComponent(path);
};

let classes;
internals.urlClasses = () => {
  classes ??= internals.load("url-classes");
  return classes;
};
/** A global that is loaded when a program first reads it. */
const defineLazily = (name, load) => {
  const set = (value) => {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  };
  const get = () => {
    set(load()[name]);
    return globalThis[name];
  };
  Object.defineProperty(globalThis, name, { get, set, configurable: true });
};
for (const name of ["URL", "URLSearchParams"]) defineLazily(name, internals.urlClasses);
const helpers =
  "readJson writeJson readText writeText fileExists readLines writeLines appendText fileSize listFiles copyFile removeFile requireVendor";
for (const name of helpers.split(" ")) defineLazily(name, () => internals.builtin("sandbox_helpers"));
`;
