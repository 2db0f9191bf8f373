import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()

    def a():
        log("a")
        loop.call_later(0, log, "later from a")
        loop.call_soon(log, "soon from a")

    def b():
        log("b")
        loop.call_soon(log, "soon from b")
        loop.call_later(0, log, "later from b")

    loop.call_later(0, b)
    loop.call_soon(a)
    loop.call_later(0, log, "later from main")
    loop.call_soon(log, "soon from main")
    for turn in range(4):
        log("turn", turn)
        await asyncio.sleep(0)


run(main())
