"""Computes the Mandelbrot set and writes it as a PNG, by hand."""
import struct
import zlib

width, height, rounds = 180, 120, 32


def steps(x, y):
    c = complex(-2.1 + 3 * x / width, -1 + 2 * y / height)
    z = 0j
    for step in range(rounds):
        z = z * z + c
        if z.real * z.real + z.imag * z.imag > 4:
            return step
    return 0


def colour(step):
    return bytes((min(255, step * 12), min(255, step * 6), min(255, 24 + step * 3)))


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


rows = []
for y in range(height):
    rows.append(b"\0" + b"".join(colour(steps(x, y)) for x in range(width)))
    if y % 20 == 19:
        print(f"{100 * (y + 1) // height} %", flush=True)

header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
with open("mandelbrot.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n")
    file.write(chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b""))
print("Open mandelbrot.png")
