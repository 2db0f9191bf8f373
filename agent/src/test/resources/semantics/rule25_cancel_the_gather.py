import asyncio

from twin import *


async def child(name, absorbs=False):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        log(name, e)
        if not absorbs:
            raise
    return name


async def main():
    for absorbing in ("", "b", "ab"):
        future = asyncio.gather(child("a", "a" in absorbing), child("b", "b" in absorbing))
        await asyncio.sleep(1)
        log(future.cancel("all"), future.done(), future.cancel())
        try:
            log(await future)
        except asyncio.CancelledError as e:
            log("gather", e)
        log(future.cancelled(), future.cancel())
    empty = asyncio.gather()
    log(empty.done(), await empty)


run(main())
