import asyncio

from twin import *


async def ticks(absorbs):
    try:
        yield 0
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as e:
            log("generator", e)
            if not absorbs:
                raise
        yield 1
    finally:
        await asyncio.sleep(1)
        log("cleaned")


async def consume(it):
    try:
        async for value in it:
            log("got", value)
        log("consumed")
    except asyncio.CancelledError as e:
        log("consumer", e)
        raise


async def main():
    for absorbs in False, True:
        it = ticks(absorbs)
        task = asyncio.create_task(consume(it), name="consumer")
        await asyncio.sleep(1)
        task.cancel("enough")
        await asyncio.wait([task])
        log(task.cancelled(), await anext(it, "end"))
    it = ticks(False)
    await anext(it)
    try:
        async with asyncio.timeout(2):
            await anext(it)
    except TimeoutError:
        log("too slow at", asyncio.get_running_loop().time())
    log(await anext(it, "end"))


run(main())
