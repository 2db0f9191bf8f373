import asyncio

from twin import *


async def returns(task):
    asyncio.current_task().cancel("lost")
    log("done task", await task)
    return "value"


async def fails():
    asyncio.current_task().cancel()
    raise Boom("stronger")


async def absorbs():
    asyncio.current_task().cancel()
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        log("absorbed", asyncio.current_task().cancelling())
    return "kept"


async def main():
    early = asyncio.create_task(asyncio.sleep(0, "early"))
    await early
    for body in (lambda: returns(early), fails, absorbs):
        task = asyncio.create_task(body())
        try:
            log("value", await task)
        except (Boom, asyncio.CancelledError) as e:
            log("thrown", e)
        log(task.cancelled(), task.cancelling())


run(main())
