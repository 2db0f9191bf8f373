import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()

    def first():
        log("first")
        loop.call_soon(log, "queued by first")

    def second():
        log("second")
        loop.call_soon(log, "queued by second")

    loop.call_soon(first)
    loop.call_soon(second)
    loop.call_soon(log, "third")
    log("main yields")
    await asyncio.sleep(0)
    log("main again")
    await asyncio.sleep(0)
    log("main ends")


run(main())
