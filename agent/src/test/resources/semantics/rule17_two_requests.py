import asyncio

from twin import *


async def body():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        log("once", e)
    await asyncio.sleep(1)
    log("ran on")
    return "value"


async def main():
    task = asyncio.create_task(body())
    await asyncio.sleep(1)
    log(task.cancel("one"), task.cancel("two"), task.cancelling())
    try:
        log(await task)
    except asyncio.CancelledError as e:
        log("main", e)
    log(task.cancelled(), task.cancelling())
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(asyncio.wait_for(future, None))
    await asyncio.sleep(0)
    log(task.cancel("first"), task.cancel("second"))
    try:
        await task
    except asyncio.CancelledError as e:
        log("main", e)


run(main())
