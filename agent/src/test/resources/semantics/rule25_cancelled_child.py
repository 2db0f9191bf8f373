import asyncio

from twin import *


async def child(name):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        log(name, e)
        raise
    return name


async def main():
    a = asyncio.create_task(child("a"))
    b = asyncio.create_task(child("b"))
    asyncio.get_running_loop().call_later(1, a.cancel, "only a")
    try:
        await asyncio.gather(a, b)
    except asyncio.CancelledError as e:
        log("gather", e, asyncio.current_task().cancelling())
    log(a.cancelled(), b.done())
    log(await b)


run(main())
