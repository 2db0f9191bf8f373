import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(0) as timeout:
        log("entered")
        for i in range(3):
            await asyncio.wait_for(done(i), None)
    log("left", timeout.expired())
    await asyncio.sleep(1)
    async with asyncio.timeout(1) as timeout:
        loop.block(5)
        log("computed")
    log(timeout.expired())
    await asyncio.sleep(1)
    log("end", asyncio.current_task().cancelling())


async def done(i):
    return i


run(main())
