/** Python that lets `zoneinfo` find the time zones of the module `_sandbox_zones`. */

/** What follows the source of `zoneinfo/_common.py`. */
export const zoneLoader: string = `

def load_tzdata(key):
    import binascii, io, zlib
    from _sandbox_zones import LINKS, ZONES

    packed = ZONES.get(LINKS.get(key, key))
    if packed is None:
        raise ZoneInfoNotFoundError(f"No time zone found with key {key}")
    return io.BytesIO(zlib.decompress(binascii.a2b_base64(packed)))
`;

/** What follows the source of `zoneinfo/_tzpath.py`. */
export const zoneList: string = `

def available_timezones():
    """Return the names of all time zones."""
    from _sandbox_zones import LINKS, ZONES

    return {*ZONES, *LINKS}
`;
