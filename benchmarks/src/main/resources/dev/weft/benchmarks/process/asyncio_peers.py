"""The work of the rows on locks, queues, generators and children, in asyncio: prints nanoseconds an operation, a line a round."""

import asyncio
import sys
import time

VALUES = 10_000
TASKS = 100
CHILDREN = 1_000
BOXED = 128


async def lock():
    lock = asyncio.Lock()
    total = 0
    for i in range(VALUES):
        async with lock:
            total += i
    return total, VALUES * (VALUES - 1) // 2, VALUES


async def contended_lock():
    lock = asyncio.Lock()
    count = 0

    async def counts():
        nonlocal count
        for _ in range(VALUES // TASKS):
            async with lock:
                before = count
                await asyncio.sleep(0)
                count = before + 1

    tasks = [asyncio.create_task(counts()) for _ in range(TASKS)]
    for task in tasks:
        await task
    return count, VALUES, VALUES


async def ping_pong():
    there, back = asyncio.Queue(1), asyncio.Queue(1)

    async def echo():
        for _ in range(VALUES):
            await back.put(await there.get())

    task = asyncio.create_task(echo())
    total = 0
    for i in range(VALUES):
        await there.put(i % BOXED)
        total += await back.get()
    await task
    return total, sum(i % BOXED for i in range(VALUES)), 2 * VALUES


async def one_to_many():
    queue = asyncio.Queue(TASKS)

    async def receiver():
        total = 0
        while (value := await queue.get()) != -1:
            total += value
        return total

    tasks = [asyncio.create_task(receiver()) for _ in range(TASKS)]
    for i in range(VALUES):
        await queue.put(i % BOXED)
    for _ in range(TASKS):
        await queue.put(-1)
    total = 0
    for task in tasks:
        total += await task
    return total, sum(i % BOXED for i in range(VALUES)), VALUES


async def generator():
    async def numbers():
        for i in range(VALUES):
            yield i % BOXED

    total = 0
    async for value in numbers():
        total += value
    return total, sum(i % BOXED for i in range(VALUES)), VALUES


async def value(i):
    return i


async def gather():
    total = sum(await asyncio.gather(*[value(i) for i in range(CHILDREN)]))
    return total, CHILDREN * (CHILDREN - 1) // 2, CHILDREN


async def group():
    async with asyncio.TaskGroup() as tasks:
        children = [tasks.create_task(value(i)) for i in range(CHILDREN)]
    total = sum(child.result() for child in children)
    return total, CHILDREN * (CHILDREN - 1) // 2, CHILDREN


async def main(work, rounds):
    for _ in range(rounds):
        begin = time.perf_counter_ns()
        actual, expected, operations = await work()
        nanos = time.perf_counter_ns() - begin
        if actual != expected:
            raise AssertionError(f"expected {expected}, got {actual}")
        print(nanos / operations)


WORK = {work.__name__: work for work in (lock, contended_lock, ping_pong, one_to_many, generator, gather, group)}
asyncio.run(main(WORK[sys.argv[1]], int(sys.argv[2])))
