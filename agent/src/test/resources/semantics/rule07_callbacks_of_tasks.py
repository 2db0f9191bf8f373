import asyncio

from twin import *


async def work():
    log("work")
    await asyncio.sleep(0)
    return "done"


async def main():
    task = asyncio.create_task(work())
    task.add_done_callback(lambda t: log("first", t is task, t.result()))
    waiter = asyncio.create_task(asyncio.wait_for(task, None))
    await asyncio.sleep(0)
    task.add_done_callback(lambda t: log("second", t.cancelled()))
    log(await task)
    task.add_done_callback(lambda t: log("third", t.exception()))
    log(await waiter)
    await asyncio.sleep(0)
    log("end")


run(main())
