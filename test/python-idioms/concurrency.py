#: asyncio-gather
import asyncio
async def fetch(n):
    await asyncio.sleep(0.01 * (4 - n)); print("done", n); return n * n
async def main():
    print(await asyncio.gather(*(fetch(n) for n in range(4))))
    print(await asyncio.gather(fail(), asyncio.sleep(0, "ok"), return_exceptions=True))
async def fail(): raise ValueError("x")
asyncio.run(main())

#: asyncio-timeouts
import asyncio
async def slow(): 
    try: await asyncio.sleep(10)
    except asyncio.CancelledError: print("cancelled"); raise
async def main():
    try: await asyncio.wait_for(slow(), timeout=0.01)
    except asyncio.TimeoutError: print("timeout 1")
    try:
        async with asyncio.timeout(0.01): await slow()
    except TimeoutError: print("timeout 2")
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0.01, "a")), asyncio.create_task(asyncio.sleep(1, "b"))], timeout=0.1); print([t.result() for t in done], len(pending))
    for t in pending: t.cancel()
asyncio.run(main())

#: asyncio-queue-workers
import asyncio
async def worker(name, q, out):
    while True:
        item = await q.get(); await asyncio.sleep(0.001 * item); out.append((name, item)); q.task_done()
async def main():
    q, out = asyncio.Queue(), []
    for i in range(6): q.put_nowait(i)
    tasks = [asyncio.create_task(worker(n, q, out)) for n in "ab"]; await q.join()
    for t in tasks: t.cancel()
    print(sorted(i for _, i in out), [type(r).__name__ for r in await asyncio.gather(*tasks, return_exceptions=True)])
asyncio.run(main())

#: asyncio-taskgroup
import asyncio
async def main():
    async with asyncio.TaskGroup() as g: a, b = g.create_task(asyncio.sleep(0.01, 1)), g.create_task(asyncio.sleep(0, 2))
    print(a.result() + b.result())
    async def bad(): raise RuntimeError("inside")
    try:
        async with asyncio.TaskGroup() as g: g.create_task(bad()); g.create_task(asyncio.sleep(5))
    except* RuntimeError as group: print(group.exceptions)
asyncio.run(main())

#: asyncio-locks
import asyncio
async def main():
    sem, lock, log = asyncio.Semaphore(2), asyncio.Lock(), []
    active = peak = 0
    async def job(i):
        nonlocal active, peak
        async with sem:
            active += 1; peak = max(peak, active); await asyncio.sleep(0.01); active -= 1
        async with lock: log.append(i)
    await asyncio.gather(*map(job, range(5))); print(peak, sorted(log))
    event = asyncio.Event(); asyncio.get_running_loop().call_later(0.01, event.set); await event.wait(); print("event")
asyncio.run(main())

#: asyncio-generators
import asyncio
from contextlib import asynccontextmanager
async def ticker(n):
    try:
        for i in range(n): await asyncio.sleep(0); yield i
    finally: print("closed")
@asynccontextmanager
async def resource():
    print("open"); yield "r"; print("close")
async def main():
    async with resource() as r: print(r, [i async for i in ticker(3)], {i: i async for i in ticker(2)})
    async for i in ticker(9):
        if i == 1: break
    async with __import__("contextlib").aclosing(ticker(5)) as t: print(await anext(t))
asyncio.run(main())

#: asyncio-subprocess
import asyncio, sys
async def main():
    p = await asyncio.create_subprocess_exec(sys.executable, "-c", "import sys; print(sys.stdin.read()[::-1]); sys.exit(2)", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    out, err = await p.communicate(b"abc"); print(out, err, p.returncode)
    s = await asyncio.create_subprocess_shell("echo shell $((1+1))", stdout=asyncio.subprocess.PIPE); print((await s.stdout.read()).decode().strip(), await s.wait())
    try:
        q = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(60)"); await asyncio.wait_for(q.wait(), 0.5)
    except asyncio.TimeoutError: q.kill(); print("killed", await q.wait() != 0)
asyncio.run(main())

#: asyncio-to-thread
import asyncio, time
def blocking(n): time.sleep(0.01); return n * 2
async def main():
    print(await asyncio.to_thread(blocking, 4), await asyncio.get_running_loop().run_in_executor(None, blocking, 5), await asyncio.gather(*(asyncio.to_thread(blocking, i) for i in range(3))))
asyncio.run(main())

#: asyncio-cancel-shield
import asyncio
async def main():
    t = asyncio.create_task(asyncio.sleep(0.02, "inner")); s = asyncio.shield(t)
    try: await asyncio.wait_for(s, 0.005)
    except TimeoutError: print("outer timed out", t.done(), await t)
    t = asyncio.create_task(asyncio.sleep(9), name="nap"); await asyncio.sleep(0); t.cancel("why"); 
    try: await t
    except asyncio.CancelledError as error: print(error.args, t.cancelled(), t.get_name())
    print(len(asyncio.all_tasks()), asyncio.current_task() is not None, asyncio.iscoroutinefunction(main))
asyncio.run(main())

#: asyncio-producer-consumer
import asyncio
async def produce(q):
    for i in range(3): await asyncio.sleep(0.005); await q.put(i); print("put", i)
    await q.put(None)
async def consume(q):
    while (item := await q.get()) is not None: print("got", item)
async def main():
    q = asyncio.Queue(maxsize=1); await asyncio.gather(produce(q), consume(q))
asyncio.run(main())

#: futures-thread-pool
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
def square(n):
    if n == 3: raise ValueError("three")
    return n * n
with ThreadPoolExecutor(max_workers=4) as pool:
    print(list(pool.map(square, [1, 2, 4]))); futures = {pool.submit(square, n): n for n in range(5)}
    for f in sorted(as_completed(futures), key=futures.get): print(futures[f], f.exception() or f.result(), f.done())
    done, not_done = wait(futures); print(len(done), len(not_done))
f = None
try:
    pool.submit(square, 1)
except RuntimeError as error:
    print(error)

#: futures-callbacks
from concurrent.futures import ThreadPoolExecutor, Future, TimeoutError
with ThreadPoolExecutor(2, thread_name_prefix="w", initializer=print, initargs=("init",)) as pool:
    pass
with ThreadPoolExecutor() as pool:
    f = pool.submit(pow, 2, 10); f.add_done_callback(lambda f: print("callback", f.result())); print(f.result(timeout=5), f.running(), f.cancelled(), f.cancel())
    try: print(sum(pool.map(int, ["1", "x"])))
    except ValueError as error: print(error)

#: futures-process-pool
from concurrent.futures import ProcessPoolExecutor
def work(n): return sum(range(n))
if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as pool:
        print(list(pool.map(work, [10, 100, 1000], chunksize=2)), pool.submit(work, 5).result())

#: thread-locks
import threading
lock, r, event, sem = threading.Lock(), threading.RLock(), threading.Event(), threading.Semaphore(2)
with lock: print(lock.locked(), lock.acquire(blocking=False))
with r, r: print("reentered")
event.set(); print(event.wait(0.01), event.is_set(), sem.acquire(), threading.current_thread().name, threading.active_count(), threading.main_thread() is threading.current_thread(), lock.acquire(timeout=0.01), lock.acquire(timeout=0.01)); lock.release()
local = threading.local(); local.x = 1; print(local.__dict__)

#: threads
import threading
out = []
threads = [threading.Thread(target=out.append, args=(i,)) for i in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(out))

#: thread-queue
import queue, threading
q, out = queue.Queue(), []
def worker():
    while (item := q.get()) is not None: out.append(item * 2); q.task_done()
t = threading.Thread(target=worker, daemon=True); t.start()
for i in range(3): q.put(i)
q.join(); q.put(None); t.join(); print(out)

#: queue-alone
import queue
q = queue.PriorityQueue()
for item in ((2, "b"), (1, "a"), (3, "c")): q.put(item)
print([q.get() for _ in range(3)], q.empty()); l = queue.LifoQueue(); l.put(1); l.put(2); print(l.get(), l.qsize()); b = queue.Queue(1); b.put(1)
for f in (lambda: b.put(2, timeout=0.01), lambda: (b.get(), b.get(timeout=0.01)), lambda: b.get_nowait()):
    try: f()
    except (queue.Full, queue.Empty) as error: print(type(error).__name__)
s = queue.SimpleQueue(); s.put(5); print(s.get())

#: multiprocessing-pool
import multiprocessing
def f(x): return x * x
if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool: print(pool.map(f, range(5)))

#: multiprocessing-thread-pool
from multiprocessing.pool import ThreadPool
from multiprocessing.dummy import Pool
def work(a, b=1):
    if a < 0: raise ValueError("negative")
    return a * 10 + b
with ThreadPool(4) as pool:
    print(pool.map(work, range(3)), pool.starmap(work, [(1, 2), (3, 4)]), pool.apply(work, (5,), {"b": 6}), list(pool.imap(abs, [-1, 2])), sorted(pool.imap_unordered(abs, [-3, 4])))
    result = pool.apply_async(work, (7,), callback=lambda v: print("callback", v)); print(result.get(timeout=5), result.ready(), result.successful())
    bad = pool.map_async(work, [1, -1], error_callback=lambda e: print("error", e)); bad.wait()
    try: bad.get()
    except ValueError as error: print(error, bad.successful())
pool = Pool(1, initializer=print, initargs=("init",))
try: pool.join()
except ValueError as error: print(error)
pool.close(); pool.join()
try: pool.map(work, [1])
except ValueError as error: print(error)
try: ThreadPool(0)
except ValueError as error: print(error)

#: multiprocessing-count
import multiprocessing
print(multiprocessing.cpu_count() >= 1, multiprocessing.current_process().name)

#: contextvars
import contextvars, asyncio
var = contextvars.ContextVar("var", default=0)
async def task(n): var.set(n); await asyncio.sleep(0); return var.get()
async def main(): return await asyncio.gather(task(1), task(2)), var.get()
print(asyncio.run(main())); token = var.set(5); var.reset(token); c = contextvars.copy_context(); c.run(var.set, 9); print(var.get(), c[var])

#: rate-limiter
import time
class Bucket:
    def __init__(self, rate, size): self.rate, self.size, self.tokens, self.at = rate, size, size, time.monotonic()
    def take(self):
        now = time.monotonic(); self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate); self.at = now
        if self.tokens >= 1: self.tokens -= 1; return True
        return False
b = Bucket(20, 2); print([b.take() for _ in range(3)]); time.sleep(0.06); print(b.take())

#: event-loop-low-level
import asyncio
loop = asyncio.new_event_loop(); order = []
loop.call_later(0.02, order.append, "later"); loop.call_soon(order.append, "soon"); loop.call_later(0.03, loop.stop); loop.run_forever(); print(order, loop.run_until_complete(asyncio.sleep(0, "v")), loop.is_running()); loop.close(); print(loop.is_closed())

#: asyncio-streams-in-memory
import asyncio
async def main():
    r = asyncio.StreamReader(); r.feed_data(b"line1\nline2\nrest"); r.feed_eof(); print(await r.readline(), await r.readuntil(b"\n"), await r.read(), r.at_eof())
    try: await r.readexactly(1)
    except asyncio.IncompleteReadError as error: print(error.partial)
asyncio.run(main())
