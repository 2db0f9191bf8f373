import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()
    for delay in [7, 3, 9, 1, 64, 5, 4096, 63, 65, 2, 4095, 8, 100, 4097, 6, 4, 262144, 262143]:
        loop.call_later(delay, lambda delay=delay: log(delay, "at", loop.time()))
    await asyncio.sleep(300000)
    log("end", loop.time())


run(main())
