import asyncio

from twin import *


async def main():
    for delay in (0, -1):
        try:
            async with asyncio.timeout(delay) as timeout:
                log("entered", timeout.expired())
                await asyncio.sleep(0)
                log("never")
        except TimeoutError as e:
            log(e, timeout.expired())
    try:
        async with asyncio.timeout(0):
            asyncio.get_running_loop().call_soon(log, "soon")
            task = asyncio.create_task(child())
            await task
    except TimeoutError as e:
        log(e, task.cancelled())


async def child():
    log("child runs")
    await asyncio.sleep(1)


run(main())
