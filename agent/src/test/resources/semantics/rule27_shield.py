import asyncio

from twin import *


async def inner():
    try:
        await asyncio.sleep(2)
    except asyncio.CancelledError as e:
        log("inner", e)
        raise
    log("inner done")
    return "value"


async def outer(task):
    try:
        log(await asyncio.shield(task))
    except asyncio.CancelledError as e:
        log("outer", e, asyncio.current_task().cancelling())
        raise


async def main():
    task = asyncio.create_task(inner())
    waiter = asyncio.create_task(outer(task))
    await asyncio.sleep(1)
    waiter.cancel("waiter")
    try:
        await waiter
    except asyncio.CancelledError as e:
        log("main", e)
    log(waiter.cancelled(), task.done())
    log(await task, asyncio.get_running_loop().time())

    task = asyncio.create_task(inner())
    waiter = asyncio.create_task(outer(task))
    await asyncio.sleep(1)
    task.cancel("task")
    try:
        await waiter
    except asyncio.CancelledError as e:
        log("main", e)
    log(waiter.cancelled(), task.cancelled())


run(main())
