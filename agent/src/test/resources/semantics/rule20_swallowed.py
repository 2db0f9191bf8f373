import asyncio

from twin import *


async def main():
    async with asyncio.timeout(1) as timeout:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            log("swallowed", timeout.expired())
        log(await asyncio.sleep(1, "goes on"))
    log(timeout.expired(), asyncio.current_task().cancelling())
    await asyncio.sleep(1)
    log("end")


run(main())
