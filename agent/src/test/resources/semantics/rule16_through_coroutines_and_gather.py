import asyncio

from twin import *


async def leaf(name, absorbs):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        log("leaf", name, e)
        if not absorbs:
            raise
    return name


async def direct(absorbs):
    try:
        return await asyncio.gather(leaf("a", absorbs), leaf("b", absorbs))
    except asyncio.CancelledError as e:
        log("direct", e)
        raise


async def main():
    for absorbs in (False, True):
        task = asyncio.create_task(direct(absorbs))
        await asyncio.sleep(1)
        task.cancel("now")
        try:
            log(await task)
        except asyncio.CancelledError as e:
            log("main", e)
        log(task.cancelled(), task.cancelling())


run(main())
