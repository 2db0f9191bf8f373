import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()
    await asyncio.sleep(10)
    loop.call_later(0, log, "now")
    loop.call_later(-3, log, "three ago")
    loop.call_at(2, log, "at two")
    loop.call_later(-3, log, "three ago too")
    loop.call_soon(log, "soon")
    await asyncio.sleep(0)
    log("main")
    await asyncio.sleep(0)
    log("end")


run(main())
