import asyncio

from twin import *


async def fail():
    log("fail")
    await asyncio.sleep(0)
    raise Boom("original")


async def catch(name, awaitable, seen):
    try:
        await awaitable
    except Boom as e:
        log(name, e)
        seen.append(e)


async def main():
    seen = []
    task = asyncio.create_task(fail())
    await asyncio.gather(*[catch(n, task, seen) for n in "abc"])
    await catch("main", task, seen)
    await catch("gather", asyncio.gather(task, asyncio.sleep(5)), seen)
    log(all(e is task.exception() for e in seen), len(seen))
    try:
        task.result()
    except Boom as e:
        log(e is task.exception())


run(main())
