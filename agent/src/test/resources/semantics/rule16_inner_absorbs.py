import asyncio

from twin import *


async def inner():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        log("inner absorbs", e)
        await asyncio.sleep(1)
    return "inner value"


async def outer(task):
    value = await task
    log("outer got", value)
    await asyncio.sleep(1)
    return "outer value"


async def main():
    innermost = asyncio.create_task(inner())
    middle = asyncio.create_task(outer(innermost))
    top = asyncio.create_task(outer(middle))
    await asyncio.sleep(1)
    log(top.cancel("deep"))
    log(await top)
    log([t.cancelled() for t in (innermost, middle, top)], [t.cancelling() for t in (innermost, middle, top)])


run(main())
