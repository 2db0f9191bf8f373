import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()

    def tick(n):
        log("tick", n, loop.time())
        if n:
            loop.call_later(n, tick, n - 1)
            loop.call_later(0, log, "zero after", n)
            loop.call_soon(log, "soon after", n)

    loop.call_later(2, tick, 3)
    await asyncio.sleep(2)
    log("main at 2")
    await asyncio.sleep(5)
    log("main at 7")
    await asyncio.sleep(5)


run(main())
