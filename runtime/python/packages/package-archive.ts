/** A Python package as the host hands it over. */

/** A wheel that the host has checked: pure Python, with safe names, not too large. */
export interface PackageArchive {
  /** What messages call it. */
  readonly name: string;
  /** Of the bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A package that could not be unpacked or compiled. */
export class PackageError extends Error {
  override readonly name = "PackageError";
}
