import asyncio

from twin import *


async def body():
    task = asyncio.current_task()
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log("absorbed", task.cancelling())
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(10)
    except TimeoutError as e:
        log(e, task.cancelling())
    await asyncio.sleep(1)
    return "value"


async def main():
    task = asyncio.create_task(body())
    await asyncio.sleep(1)
    task.cancel()
    log(await task, task.cancelling())


run(main())
