/** Python for what `hashlib` has from OpenSSL elsewhere. */

/** What follows the source of `hashlib.py`. */
export const hashlibSource: string = `

def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."""
    from sandbox_utils import _call

    if not isinstance(hash_name, str):
        raise TypeError(f"pbkdf2_hmac() argument 'hash_name' must be str, not {type(hash_name).__name__}")
    password, salt = bytes(memoryview(password)), bytes(memoryview(salt))
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is None:
        dklen = new(hash_name).digest_size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    try:
        key = _call("deriveKey", hash_name.lower(), password.hex(), salt.hex(), iterations, dklen)
    except TypeError as error:
        raise ValueError(str(error)) from None
    return bytes.fromhex(key)


__all__ += ("pbkdf2_hmac",)
`;
