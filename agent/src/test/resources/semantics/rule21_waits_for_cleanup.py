import asyncio

from twin import *


async def inner():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        log("inner", e)
        await asyncio.sleep(2)
        log("cleaned")
        raise


async def main():
    loop = asyncio.get_running_loop()
    try:
        await asyncio.wait_for(inner(), 1)
    except TimeoutError as e:
        log(e, e.__cause__, loop.time())
    task = asyncio.create_task(inner())
    try:
        await asyncio.wait_for(task, 1)
    except TimeoutError as e:
        log(e, loop.time(), task.cancelled(), asyncio.current_task().cancelling())


run(main())
