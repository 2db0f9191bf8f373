import asyncio

from twin import *


async def sleeper(name, delay):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(delay)
    log(name, "wakes")
    loop.call_soon(log, "soon from", name)
    await asyncio.sleep(0)
    log(name, "ends")


async def main():
    loop = asyncio.get_running_loop()
    a = asyncio.create_task(sleeper("a", 1))
    await asyncio.sleep(0)
    loop.call_later(1, lambda: loop.call_soon(log, "soon from timer"))
    b = asyncio.create_task(sleeper("b", 1))
    await asyncio.sleep(0)
    loop.call_later(1, log, "timer")
    await asyncio.sleep(1)
    log("main wakes")
    await a
    log("main has a")
    await b
    log("main has b")


run(main())
