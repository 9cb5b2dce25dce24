/** The guest source of `node:crypto`: hashes, random numbers, comparison. */

/** Loaded when a program first needs it; the host hashes. */
export const cryptoSource: string = `
const { call, codedError, argumentError, builtins } = internals;
const { Transform } = internals.builtin("stream");

/** Names of digests, and the bytes of a block, which HMAC pads its key to. */
const blockBytes = {
  md5: 64, sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128, ripemd160: 64,
  "sha512-256": 128, "sha3-256": 136, "sha3-384": 104, "sha3-512": 72,
};
const nameOf = (algorithm) => {
  if (typeof algorithm !== "string") throw argumentError('"algorithm" argument', "of type string", algorithm);
  const name = algorithm.toLowerCase().replace(/^rsa-/, "").replace(/^sha-/, "sha");
  return Object.hasOwn(blockBytes, name) ? name : undefined;
};

const toBytes = (data, encoding, name = '"data" argument') => {
  if (typeof data === "string") return Buffer.from(data, encoding === "buffer" ? "utf8" : encoding);
  if (ArrayBuffer.isView(data)) return internals.bytesOf(data);
  throw argumentError(name, "of type string or an instance of Buffer, TypedArray, or DataView", data);
};
const digestOf = (name, bytes) => internals.toBuffer(call("crypto.hash", [name], bytes));
const inEncoding = (bytes, encoding) =>
  encoding === undefined || encoding === "buffer" ? bytes : bytes.toString(encoding);

/** Keeps what is to be hashed until the end: nothing of a hash lies outside of the program. */
class Digest extends Transform {
  #chunks;
  #finish;
  #isDone = false;
  constructor(finish, chunks, options) {
    super(options);
    this.#finish = finish;
    this.#chunks = chunks;
  }
  update(data, encoding) {
    if (this.#isDone) throw codedError("Error", "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    const bytes = toBytes(data, encoding);
    // A copy, because the program may write to its own afterwards.
    this.#chunks.push(typeof data === "string" ? bytes : Buffer.from(bytes));
    return this;
  }
  digest(encoding) {
    if (this.#isDone) throw codedError("Error", "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#isDone = true;
    const bytes = this.#finish(Buffer.concat(this.#chunks));
    this.#chunks = [];
    return inEncoding(bytes, encoding);
  }
  copy() {
    if (this.#isDone) throw codedError("Error", "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    return new this.constructor(this.#finish, [...this.#chunks]);
  }
  _transform(chunk, encoding, done) {
    this.update(chunk, encoding);
    done();
  }
  _flush(done) {
    this.push(this.digest());
    done();
  }
}
class Hash extends Digest {}
class Hmac extends Digest {}

const createHash = (algorithm, options) => {
  const name = nameOf(algorithm);
  if (name === undefined) throw codedError("Error", "ERR_OSSL_EVP_UNSUPPORTED", "Digest method not supported");
  return new Hash((bytes) => digestOf(name, bytes), [], options);
};

const hmacOf = (name, key, bytes) => {
  const block = Buffer.alloc(blockBytes[name]);
  (key.length > block.length ? digestOf(name, key) : key).copy(block);
  const inner = Buffer.concat([block.map((byte) => byte ^ 0x36), bytes]);
  const outer = Buffer.concat([block.map((byte) => byte ^ 0x5c), digestOf(name, inner)]);
  return digestOf(name, outer);
};
const createHmac = (algorithm, key, options) => {
  const name = nameOf(algorithm);
  if (name === undefined) throw codedError("Error", "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + algorithm);
  const bytes = Buffer.from(toBytes(key, "utf8", '"key" argument'));
  return new Hmac((data) => hmacOf(name, bytes, data), [], options);
};

/** A digest for derived keys. */
const digestFor = (digest) => {
  const name = nameOf(digest);
  if (name === undefined) throw codedError("TypeError", "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + digest);
  return name;
};
const pbkdf2Sync = (password, salt, iterations, length, digest) => {
  const name = digestFor(digest);
  const secret = toBytes(password, "utf8", '"password" argument');
  const salted = Buffer.from(toBytes(salt, "utf8", '"salt" argument')).toString("hex");
  return internals.toBuffer(call("crypto.pbkdf2", [name, salted, iterations, length], secret));
};

/** The function that calls back with what another answers. */
const later = (run) => (...args) => {
  const callback = args.pop();
  if (typeof callback !== "function") throw argumentError('"callback" argument', "of type function", callback);
  let answer;
  try {
    answer = [null, run(...args)];
  } catch (error) {
    answer = [error];
  }
  setImmediate(callback, ...answer);
};

const maxSize = 2 ** 31 - 1;
const randomBytes = (size, callback) => {
  if (typeof size !== "number") throw argumentError('"size" argument', "of type number", size);
  if (!(size >= 0 && size <= maxSize)) {
    const message = 'The value of "size" is out of range. It must be >= 0 && <= 2147483647. Received ' + size;
    throw codedError("RangeError", "ERR_OUT_OF_RANGE", message);
  }
  const bytes = Buffer.alloc(size);
  call("random.fill", [], bytes);
  if (callback === undefined) return bytes;
  setImmediate(callback, null, bytes);
  return undefined;
};
const randomFillSync = (target, offset = 0, size = target.byteLength - offset) => {
  call("random.fill", [], internals.bytesOf(target, '"buf" argument').subarray(offset, offset + size));
  return target;
};

const maxRange = 2 ** 48 - 1;
const randomInt = (first, second, third) => {
  const isShort = second === undefined || typeof second === "function";
  const [min, max, callback] = isShort ? [0, first, second] : [first, second, third];
  for (const [name, value] of [["min", min], ["max", max]]) {
    if (!Number.isSafeInteger(value)) throw argumentError('"' + name + '" argument', "a safe integer", value);
  }
  if (max <= min) {
    const message = 'The value of "max" is out of range. It must be greater than the value of "min" (' + min + "). Received " + max;
    throw codedError("RangeError", "ERR_OUT_OF_RANGE", message);
  }
  const range = max - min;
  if (range > maxRange) {
    const message = 'The value of "max - min" is out of range. It must be <= ' + maxRange + ". Received " + range;
    throw codedError("RangeError", "ERR_OUT_OF_RANGE", message);
  }
  const limit = 2 ** 48 - (2 ** 48 % range);
  let number;
  do number = randomBytes(6).readUIntBE(0, 6);
  while (number >= limit);
  const result = min + (number % range);
  if (callback === undefined) return result;
  setImmediate(callback, null, result);
  return undefined;
};

const timingSafeEqual = (a, b) => {
  const one = internals.bytesOf(a, 'The "buf1" argument');
  const other = internals.bytesOf(b, 'The "buf2" argument');
  if (one.length !== other.length)
    throw codedError("RangeError", "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  let difference = 0;
  for (let index = 0; index < one.length; index += 1) difference |= one[index] ^ other[index];
  return difference === 0;
};

const subtle = {
  digest: async (algorithm, data) => {
    const given = typeof algorithm === "object" && algorithm !== null ? algorithm.name : algorithm;
    const name = /^sha-/i.test(given) ? nameOf(given) : undefined;
    if (name === undefined) throw new DOMException("Unrecognized algorithm name", "NotSupportedError");
    return new Uint8Array(digestOf(name, internals.bytesOf(data, 'The "data" argument'))).buffer;
  },
};
internals.subtle = subtle;

const { crypto: webcrypto } = globalThis;
const { getRandomValues, randomUUID } = webcrypto;
const hash = (algorithm, data, encoding = "hex") => createHash(algorithm).update(data).digest(encoding);
builtins.set("crypto", {
  Hash,
  Hmac,
  createHash,
  createHmac,
  getHashes: () => Object.keys(blockBytes),
  getRandomValues,
  hash,
  pbkdf2: later(pbkdf2Sync),
  pbkdf2Sync,
  randomBytes,
  randomFill: later(randomFillSync),
  randomFillSync,
  randomInt,
  randomUUID,
  subtle,
  timingSafeEqual,
  webcrypto,
});
`;
