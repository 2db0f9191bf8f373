import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()

    def again(n):
        log("leftover", n)
        loop.call_soon(again, n + 1)

    loop.call_soon(again, 0)
    log("main ends")


run(main())
log("closed")
