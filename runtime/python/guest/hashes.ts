/** Python for what `hashlib` has from OpenSSL elsewhere. */

/** What follows the source of `hashlib.py`. */
export const hashlibSource: string = `

def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."""
    if not isinstance(hash_name, str):
        raise TypeError(f"pbkdf2_hmac() argument 'hash_name' must be str, not {type(hash_name).__name__}")
    password, salt = bytes(memoryview(password)), bytes(memoryview(salt))
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    inner = new(hash_name)
    size, block = inner.digest_size, getattr(inner, "block_size", 64)
    if dklen is None:
        dklen = size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    if len(password) > block:
        password = new(hash_name, password).digest()
    password = password.ljust(block, b"\\0")
    inner.update(bytes(byte ^ 0x36 for byte in password))
    outer = new(hash_name, bytes(byte ^ 0x5C for byte in password))
    copy_inner, copy_outer = inner.copy, outer.copy

    def mac(data):
        first, second = copy_inner(), copy_outer()
        first.update(data)
        second.update(first.digest())
        return second.digest()

    key = b""
    for number in range(1, -(-dklen // size) + 1):
        last = mac(salt + number.to_bytes(4, "big"))
        mixed = int.from_bytes(last, "big")
        for _ in range(iterations - 1):
            last = mac(last)
            mixed ^= int.from_bytes(last, "big")
        key += mixed.to_bytes(size, "big")
    return key[:dklen]


__all__ += ("pbkdf2_hmac",)
`;
