import asyncio

from twin import *


async def sleeper(name, delay):
    await asyncio.sleep(delay)
    log(name)


async def main():
    loop = asyncio.get_running_loop()

    def block():
        log("block")
        loop.call_soon(log, "ready before the timers")
        loop.block(30)
        loop.call_soon(log, "ready too")
        log("unblocked")

    tasks = [asyncio.create_task(sleeper(f"sleeper {delay}", delay)) for delay in (20, 10)]
    loop.call_later(15, log, "timer 15")
    loop.call_later(5, log, "timer 5")
    loop.call_later(40, log, "timer 40")
    loop.call_later(25, lambda: loop.call_soon(log, "soon from timer 25"))
    await asyncio.sleep(0)
    loop.call_soon(block)
    for task in tasks:
        await task
    log("sleepers done")
    await asyncio.sleep(40)


run(main())
