import asyncio

from twin import *


async def inner():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        log("inner", e)
        raise


async def outer(awaitable):
    try:
        await asyncio.wait_for(awaitable, 5)
    except asyncio.CancelledError as e:
        log("outer", e)
        raise


async def main():
    task = asyncio.create_task(inner())
    for awaitable in (inner(), task):
        waiting = asyncio.create_task(outer(awaitable))
        await asyncio.sleep(1)
        waiting.cancel("outside")
        await asyncio.sleep(1)
        log(waiting.cancelled())
    log(task.cancelled())
    task = asyncio.create_task(inner())
    task.cancel("inner is gone")
    try:
        await asyncio.wait_for(task, 5)
    except asyncio.CancelledError as e:
        log("main", e, asyncio.current_task().cancelling())


run(main())
