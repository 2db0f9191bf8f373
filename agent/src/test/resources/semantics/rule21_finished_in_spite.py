import asyncio

from twin import *


async def stubborn(name):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log(name, "absorbs")
    await asyncio.sleep(1)
    return name


async def fails():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise Boom("failed instead")


async def main():
    log(await asyncio.wait_for(stubborn("coroutine"), 1))
    task = asyncio.create_task(stubborn("task"))
    log(await asyncio.wait_for(task, 1), task.cancelled())
    for awaitable in (fails(), asyncio.create_task(fails())):
        try:
            await asyncio.wait_for(awaitable, 1)
        except Boom as e:
            log(e, asyncio.current_task().cancelling())


run(main())
