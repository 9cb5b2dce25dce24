/** The guest source of the part of `node:url` that turns file URLs into paths and back. */

/** Needs the path source before it. */
export const urlSource: string = String.raw`
const { resolve } = internals.builtins.get("path");

const pathToFileURL = (path) => {
  const isDirectory = path.endsWith("/") && path !== "/";
  const encoded =
    encodeURI(resolve(path)).replace(/[?#]/g, encodeURIComponent) + (isDirectory ? "/" : "");
  const href = "file://" + encoded;
  return {
    href,
    protocol: "file:",
    host: "",
    hostname: "",
    pathname: encoded,
    search: "",
    hash: "",
    toString: () => href,
    toJSON: () => href,
  };
};

const fileURLToPath = (url) => {
  const href = typeof url === "string" ? url : url?.href;
  if (typeof href !== "string")
    throw internals.argumentError('"path" argument', "of type string or an instance of URL", url);
  if (!href.startsWith("file:")) {
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

internals.fileURLToPath = fileURLToPath;
internals.pathToFileURL = pathToFileURL;
internals.builtins.set("url", { fileURLToPath, pathToFileURL });
`;
