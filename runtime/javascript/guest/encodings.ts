/** The guest source of the encodings that Node knows: text to bytes and back. */

/** Needs the globals source before it. */
export const encodingsSource: string = `
const { call } = internals;

const names = {
  utf8: "utf8",
  "utf-8": "utf8",
  ascii: "ascii",
  latin1: "latin1",
  binary: "latin1",
  utf16le: "utf16le",
  "utf-16le": "utf16le",
  ucs2: "utf16le",
  "ucs-2": "utf16le",
  hex: "hex",
  base64: "base64",
  base64url: "base64url",
};

/** The name that an encoding goes by; undefined for one that does not exist. */
internals.encodingOf = (value) => {
  const name = String(value).toLowerCase();
  return Object.hasOwn(names, name) ? names[name] : undefined;
};

const fromHex = (text) => {
  const digits = /^(?:[0-9a-f]{2})*/i.exec(text)[0];
  return Uint8Array.fromHex(digits);
};

/** Takes both alphabets, and skips what is in neither. */
const fromBase64 = (text) => {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  try {
    return Uint8Array.fromBase64(plain);
  } catch {
    const end = plain.indexOf("=");
    const digits = (end < 0 ? plain : plain.slice(0, end)).replace(/[^A-Za-z0-9+/]/g, "");
    return Uint8Array.fromBase64(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
  }
};

const units = (text, Kind) => {
  const bytes = new Kind(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
};

/** New bytes of a text. */
internals.toBytes = (text, encoding) => {
  switch (encoding) {
    case "utf8":
      return call("text.encode", [], text.isWellFormed() ? text : text.toWellFormed());
    case "utf16le":
      return new Uint8Array(units(text, Uint16Array).buffer);
    case "hex":
      return fromHex(text);
    case "base64":
    case "base64url":
      return fromBase64(text);
    default:
      return units(text, Uint8Array);
  }
};

/** The text that bytes stand for. */
internals.toText = (bytes, encoding) => {
  switch (encoding) {
    case "utf8":
      return call("text.decode", ["utf-8", { ignoreBOM: true }], bytes);
    case "utf16le":
      return call("text.decode", ["utf-16le", { ignoreBOM: true }], bytes.subarray(0, bytes.length & ~1));
    case "hex":
      return Uint8Array.prototype.toHex.call(bytes);
    case "base64":
      return Uint8Array.prototype.toBase64.call(bytes);
    case "base64url":
      return Uint8Array.prototype.toBase64.call(bytes, { alphabet: "base64url", omitPadding: true });
    case "ascii":
      return call("text.latin1", [], Uint8Array.from(bytes, (byte) => byte & 0x7f));
    default:
      return call("text.latin1", [], bytes);
  }
};
`;
