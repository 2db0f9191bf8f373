import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()

    def chain(n):
        log("chain", n)
        if n:
            loop.call_soon(chain, n - 1)

    loop.call_soon(chain, 4)
    loop.call_later(0, log, "timer")
    for i in range(4):
        log("yield", i)
        await asyncio.sleep(0)


run(main())
