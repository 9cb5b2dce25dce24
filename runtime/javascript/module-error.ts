/** What Node says when a module cannot be found or used. */
import { GuestError } from "./guest-error.ts";

/** An `import` of a file that is not there. */
export function noModule(path: string, parent: string): GuestError {
  const message = `Cannot find module '${path}' imported from ${parent}`;
  return new GuestError({ base: "Error", code: "ERR_MODULE_NOT_FOUND", message });
}

/** An `import` of a package that is not there. */
export function noPackage(name: string, parent: string): GuestError {
  const message = `Cannot find package '${name}' imported from ${parent}`;
  return new GuestError({ base: "Error", code: "ERR_MODULE_NOT_FOUND", message });
}

/** A `require` of something that is not there. */
export function noRequired(specifier: string, parent: string): GuestError {
  const message = `Cannot find module '${specifier}'\nRequire stack:\n- ${parent}`;
  return new GuestError({
    base: "Error",
    code: "MODULE_NOT_FOUND",
    message,
    requireStack: [parent],
  });
}

/** A name after `node:` that stands for nothing. */
export function noBuiltin(specifier: string): GuestError {
  const message = `No such built-in module: ${specifier}`;
  return new GuestError({ base: "Error", code: "ERR_UNKNOWN_BUILTIN_MODULE", message });
}

/** A module of Node's that the sandbox does not have. */
export function unavailableBuiltin(name: string, reason: string): GuestError {
  const message = `Module "node:${name}" is not available in the sandbox: ${reason}`;
  return new GuestError({ base: "Error", code: "ERR_UNKNOWN_BUILTIN_MODULE", message });
}

/** An `import` of a directory. */
export function directoryImport(path: string, parent: string): GuestError {
  const message = `Directory import '${path}' is not supported resolving ES modules imported from ${parent}`;
  return new GuestError({ base: "Error", code: "ERR_UNSUPPORTED_DIR_IMPORT", message });
}

/** An `import` of a file whose ending says nothing. */
export function unknownEnding(ending: string, path: string): GuestError {
  const message = `Unknown file extension "${ending}" for ${path}`;
  return new GuestError({ base: "TypeError", code: "ERR_UNKNOWN_FILE_EXTENSION", message });
}

/** A URL that is no file's. */
export function unsupportedUrl(specifier: string): GuestError {
  const protocol = specifier.slice(0, specifier.indexOf(":") + 1);
  const message = `Only URLs with a scheme in: file and node are supported by the default ESM loader. Received protocol '${protocol}'`;
  return new GuestError({ base: "Error", code: "ERR_UNSUPPORTED_ESM_URL_SCHEME", message });
}

/** A module that waits, where `require` cannot. */
export function asyncRequired(): GuestError {
  const message =
    "require() cannot be used on an ESM graph with top-level await. Use import() instead.";
  return new GuestError({ base: "Error", code: "ERR_REQUIRE_ASYNC_MODULE", message });
}

/** A module that `require` asks for while it is being loaded. */
export function cyclicRequired(path: string): GuestError {
  const message = `Cannot require() ES Module ${path} in a cycle.`;
  return new GuestError({ base: "Error", code: "ERR_REQUIRE_CYCLE_MODULE", message });
}
