import { expect, test } from "vitest";
import { pythonOutput, runPython } from "../../test/support/run-python.ts";

test.each([
  {
    name: "gather and sleep",
    body: "async def work(i):\n    await asyncio.sleep(3 - i); order.append(i); return i\norder = []\nasync def main(): return await asyncio.gather(*map(work, range(3))), order",
    value: "([0, 1, 2], [2, 1, 0])",
  },
  {
    name: "TaskGroup and Queue",
    body: "async def main():\n    q = asyncio.Queue(1)\n    async def put():\n        for i in range(3): await q.put(i)\n    async with asyncio.TaskGroup() as group:\n        group.create_task(put())\n        return [await q.get() for _ in range(3)]",
    value: "[0, 1, 2]",
  },
  {
    name: "a failing TaskGroup",
    body: "async def fail(): raise ValueError('x')\nasync def main():\n    try:\n        async with asyncio.TaskGroup() as group:\n            group.create_task(fail()); group.create_task(asyncio.sleep(100))\n    except* ValueError as e: caught = e.exceptions\n    return caught",
    value: "(ValueError('x'),)",
  },
  {
    name: "timeout and wait_for",
    body: "async def main():\n    try:\n        async with asyncio.timeout(0.5): await asyncio.sleep(10)\n    except TimeoutError: pass\n    try: await asyncio.wait_for(asyncio.sleep(10), 1)\n    except TimeoutError: return 'twice'",
    value: "'twice'",
  },
  {
    name: "locks, events, conditions",
    body: "async def main():\n    lock, event = asyncio.Lock(), asyncio.Event()\n    async def wait():\n        async with lock: await event.wait(); return 1\n    task = asyncio.create_task(wait()); await asyncio.sleep(0); event.set(); return await task, lock.locked()",
    value: "(1, False)",
  },
  {
    name: "cancelling",
    body: "async def main():\n    task = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); task.cancel()\n    return await asyncio.gather(task, return_exceptions=True)",
    value: "[CancelledError('')]",
  },
  {
    name: "async generators and as_completed",
    body: "async def count():\n    for i in range(3): await asyncio.sleep(0.1); yield i\nasync def main():\n    return [i async for i in count()], [await f for f in asyncio.as_completed([asyncio.sleep(2, 'b'), asyncio.sleep(1, 'a')])]",
    value: "([0, 1, 2], ['a', 'b'])",
  },
  {
    name: "to_thread, at once and in the same thread",
    body: "def fail(): raise KeyError(1)\nasync def main():\n    try: await asyncio.to_thread(fail)\n    except KeyError: return await asyncio.to_thread(sum, [1, 2])",
    value: "3",
  },
])("asyncio runs $name", async ({ body, value }) => {
  expect(await pythonOutput(`import asyncio\n${body}\nprint(repr(asyncio.run(main())))`)).toBe(
    `${value}\n`,
  );
});

test("asyncio.run() takes the time of its longest task, without waiting for it", async () => {
  const source =
    "import asyncio, time\nt = time.monotonic()\nasync def main(): await asyncio.gather(*[asyncio.sleep(60)] * 1 + [asyncio.sleep(50) for _ in range(9)])\nasyncio.run(main())\nprint(round(time.monotonic() - t))";
  expect(await pythonOutput(source)).toBe("60\n");
});

test("asyncio.run() raises when every task waits for ever", async () => {
  const source = "import asyncio\nasync def main(): await asyncio.Future()\nasyncio.run(main())";
  const { end, stderr } = await runPython(source);
  expect(end.exitCode).toBe(1);
  expect(stderr).toContain("RuntimeError: Event loop is stuck: every task waits for something");
});

test("asyncio offers the loop under the names of the standard library", async () => {
  const source = `
import asyncio
with asyncio.Runner(loop_factory=asyncio.EventLoop) as runner:
    print(runner.run(asyncio.sleep(1, "ran")), type(asyncio.new_event_loop()) is asyncio.SelectorEventLoop)`;
  expect(await pythonOutput(source)).toBe("ran True\n");
});
