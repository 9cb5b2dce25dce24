#: integers
print(7 // 2, -7 // 2, -7 % 3, divmod(-7, 3), 2**100, pow(3, -1, 7), 0b1011 ^ 0x0F, ~5, 1 << 10, int("ff", 16), int("0b11", 0), (10).bit_length(), (255).bit_count())
print(bin(10), oct(8), hex(255), int(3.99), round(-2.5), round(1234, -2), abs(-3), 1_000 + int("1_000"))
for bad in ("x", "1.5", ""):
    try:
        int(bad)
    except ValueError as error:
        print(error)

#: floats
import math
print(0.1 + 0.2, round(0.1 + 0.2, 10), 1e16, 1e-5, 123456789.123456789, float("1e400"), -0.0, 2.0**0.5, 5e-324)
print((0.1).as_integer_ratio(), (0.5).hex(), float.fromhex("0x1.8p3"), (2.0).is_integer(), math.isclose(0.1 + 0.2, 0.3), math.nan != math.nan)
try:
    1 / 0
except ZeroDivisionError as error:
    print(error)
try:
    math.sqrt(-1)
except ValueError as error:
    print(type(error).__name__)
try:
    2.0 ** 10000
except OverflowError as error:
    print(type(error).__name__)

#: math-module
import math
print(math.factorial(20), math.gcd(48, 36, 30), math.lcm(4, 6), math.comb(10, 3), math.perm(5, 2), math.isqrt(99), math.prod([1, 2, 3, 4]))
print(math.floor(-1.5), math.ceil(1.2), math.trunc(-1.9), math.hypot(3, 4), math.dist((0, 0), (3, 4)), math.degrees(math.pi), math.fsum([0.1] * 10), math.modf(3.25), math.frexp(8.0))
print([round(f(0.5), 12) for f in (math.sin, math.cos, math.tan, math.exp, math.log, math.log2, math.log10, math.atan, math.sinh, math.erf, math.gamma)])

#: complex
import cmath
z = 3 + 4j
print(z * (1 - 2j), abs(z), z.conjugate(), z ** 2, cmath.sqrt(-4), complex("1+2j"), z == complex(3, 4), [round(x, 6) for x in cmath.polar(1j)])

#: decimal
from decimal import Decimal, getcontext, ROUND_HALF_UP, ROUND_HALF_EVEN, localcontext, InvalidOperation
print(Decimal("0.1") + Decimal("0.2"), Decimal("10") / 3, Decimal(0.1).quantize(Decimal("0.0001")), Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal("2.5").quantize(Decimal("1"), ROUND_HALF_EVEN))
with localcontext() as context:
    context.prec = 50
    print(Decimal(2).sqrt(), Decimal(1).exp())
print(sum(Decimal(x) for x in ("1.10", "2.20", "3.30")), Decimal("1E+3").normalize(), f"{Decimal('1234567.891'):,.2f}", Decimal("-0"), Decimal("NaN"), Decimal("3.14").as_tuple(), max(Decimal("1.0"), Decimal("1")))
try:
    Decimal("abc")
except InvalidOperation as error:
    print(error)

#: compound-interest
from decimal import Decimal, ROUND_HALF_UP
balance, rate = Decimal("1000.00"), Decimal("0.05")
for year in range(1, 4):
    interest = (balance * rate).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    balance += interest
    print(f"Year {year}: {balance:>10}")

#: fractions
from fractions import Fraction
print(Fraction(3, 6), Fraction("0.125"), Fraction(0.5), Fraction(1, 3) + Fraction(1, 6), Fraction(7, 3).limit_denominator(2), Fraction(22, 7).numerator, float(Fraction(1, 8)), Fraction(3, 4) ** 2, Fraction(-7, 2) // 1, round(Fraction(7, 3), 1))

#: statistics
import statistics as st
data = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(data), st.median(data), st.mode(data), st.multimode([1, 1, 2, 2]), st.pstdev(data), round(st.stdev(data), 6), st.variance(data), st.quantiles(data, n=4), st.fmean(data), st.harmonic_mean([40, 60]), st.geometric_mean([1, 4]), st.median_low(data), st.correlation([1, 2, 3], [1, 2, 3.5]))
print(st.linear_regression([1, 2, 3], [2, 4, 6]), round(st.NormalDist(100, 15).cdf(115), 6))
try:
    st.mean([])
except st.StatisticsError as error:
    print(type(error).__name__)

#: random-seeded
import random
random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abcdef"), random.uniform(1, 2), random.gauss(0, 1))
items = list(range(10)); random.shuffle(items)
print(items, random.sample(range(100), 5), random.choices("ab", weights=[9, 1], k=8), random.getrandbits(20), random.randrange(0, 100, 5), random.randbytes(4).hex())
own = random.Random("text"); state = own.getstate(); first = own.random(); own.setstate(state)
print(first == own.random(), random.Random(1).betavariate(2, 3), random.Random(1).expovariate(2), random.Random(2).triangular(0, 1))

#: monte-carlo-pi
import random
rng = random.Random(0)
inside = sum(rng.random() ** 2 + rng.random() ** 2 <= 1 for _ in range(20000))
print(4 * inside / 20000)

#: primes-sieve
def sieve(n):
    is_prime = bytearray([1]) * (n + 1)
    is_prime[0:2] = b"\0\0"
    for i in range(2, int(n ** 0.5) + 1):
        if is_prime[i]:
            is_prime[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, p in enumerate(is_prime) if p]
p = sieve(10000)
print(len(p), p[-5:], sum(p))

#: matrix-math
def matmul(a, b):
    return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]
def det(m):
    return m[0][0] if len(m) == 1 else sum((-1) ** j * m[0][j] * det([r[:j] + r[j + 1:] for r in m[1:]]) for j in range(len(m)))
a = [[2, 0, 1], [1, 3, 2], [1, 1, 1]]
print(matmul(a, a), det(a), list(map(list, zip(*a))))

#: newton-and-bisection
def newton(f, df, x):
    for i in range(50):
        step = f(x) / df(x)
        x -= step
        if abs(step) < 1e-12:
            return x, i
print(newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0))
lo, hi = 1.0, 2.0
while hi - lo > 1e-10:
    mid = (lo + hi) / 2
    lo, hi = (mid, hi) if mid ** 3 - mid - 2 < 0 else (lo, mid)
print(round(lo, 8))

#: big-numbers
import math, sys
fib = [0, 1]
while len(fib) < 300:
    fib.append(fib[-1] + fib[-2])
print(fib[299], len(str(math.factorial(200))), sum(map(int, str(2 ** 1000))), int("9" * 30) * int("8" * 30))
try:
    str(10 ** 5000)
except ValueError as error:
    print(str(error)[:40])
sys.set_int_max_str_digits(0); print(len(str(10 ** 5000)))

#: numbers-abc
import numbers
print([isinstance(x, numbers.Integral) for x in (1, 1.0, True)], isinstance(1j, numbers.Complex), isinstance(1, numbers.Rational), hash(1) == hash(1.0) == hash(True), 1 == True, {1: "a", True: "b", 1.0: "c"})

#: rounding-money
prices = [19.99, 5.01, 0.1, 2.675]
print(sum(prices), round(sum(prices), 2), [f"{p:.2f}" for p in prices], [round(p * 100) for p in prices], f"{sum(prices):>12,.2f}")

#: hashlib
import hashlib
for name in ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b", "blake2s"):
    print(name, hashlib.new(name, b"hello").hexdigest()[:32])
h = hashlib.sha256(); h.update(b"hel"); c = h.copy(); h.update(b"lo"); print(h.hexdigest() == hashlib.sha256(b"hello").hexdigest(), c.digest().hex()[:8], h.name, h.digest_size, h.block_size)
print(hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 100).hex()[:32], hashlib.shake_128(b"x").hexdigest(8), hashlib.blake2b(b"x", digest_size=8, key=b"k").hexdigest())
open("f.bin", "wb").write(b"data" * 1000)
with open("f.bin", "rb") as f:
    print(hashlib.file_digest(f, "sha256").hexdigest()[:16])

#: hmac-and-compare
import hmac, hashlib
tag = hmac.new(b"key", b"message", hashlib.sha256).hexdigest()
print(tag, hmac.compare_digest(tag, tag), hmac.digest(b"k", b"m", "md5").hex())

#: hashlib-scrypt
import hashlib
print(hashlib.scrypt(b"pw", salt=b"salt", n=16, r=1, p=1).hex()[:32])

#: hashlib-ripemd
import hashlib
print(hashlib.new("ripemd160", b"hello").hexdigest())

#: secrets-shape
import secrets, string
print(len(secrets.token_hex(16)), len(secrets.token_bytes(8)), secrets.randbelow(1), secrets.choice("a"), len(secrets.token_urlsafe(12)), secrets.compare_digest("a", "a"))
password = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(12))
print(len(password), password.isalnum())

#: uuid
import uuid
print(uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), uuid.UUID("12345678123456781234567812345678").urn, uuid.uuid4().version, uuid.uuid1().version, uuid.UUID(int=5).hex, len({uuid.uuid4() for _ in range(50)}))
