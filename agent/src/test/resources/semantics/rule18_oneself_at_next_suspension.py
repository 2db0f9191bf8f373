import asyncio

from twin import *


async def done():
    return "done"


async def body(suspend):
    log("before", asyncio.current_task().cancel("self"))
    log(await done())
    try:
        await suspend()
        log("never")
    except asyncio.CancelledError as e:
        log("at the suspension", e)
        raise


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    other = asyncio.create_task(asyncio.sleep(5))
    for suspend in (
        lambda: asyncio.sleep(0),
        lambda: asyncio.sleep(3),
        lambda: asyncio.wait_for(future, None),
        lambda: asyncio.gather(asyncio.sleep(1), other),
    ):
        task = asyncio.create_task(body(suspend))
        try:
            await task
        except asyncio.CancelledError as e:
            log("main", e, task.cancelled())
    log(future.cancelled(), other.cancelled(), loop.time())


run(main())
