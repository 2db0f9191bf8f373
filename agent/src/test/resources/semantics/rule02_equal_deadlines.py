import asyncio

from twin import *


async def sleeper(name):
    await asyncio.sleep(5)
    log(name)


async def main():
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(sleeper("sleeper 1"))]
    loop.call_later(5, log, "timer 1")
    loop.call_at(5, log, "timer 2")
    tasks.append(asyncio.create_task(sleeper("sleeper 2")))
    await asyncio.sleep(2)
    loop.call_later(3, log, "timer 3")
    loop.call_at(5, loop.call_soon, log, "soon from timer 4")
    tasks.append(asyncio.create_task(asyncio.sleep(3)))
    await asyncio.sleep(3)
    log("main")
    for task in tasks:
        await task
    log("end")


run(main())
