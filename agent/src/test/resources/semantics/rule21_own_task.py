import asyncio

from twin import *


async def inner():
    log("same task", asyncio.current_task() is task)
    await asyncio.sleep(1)
    return "value"


async def main():
    global task
    task = asyncio.current_task()
    log(await asyncio.wait_for(inner(), 5))
    log(await asyncio.wait_for(inner(), None))


run(main())
