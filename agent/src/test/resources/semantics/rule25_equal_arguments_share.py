import asyncio

from twin import *


async def child(name):
    log("run", name)
    await asyncio.sleep(1)
    return name


async def main():
    coroutine = child("coroutine")
    task = asyncio.create_task(child("task"))
    log(await asyncio.gather(coroutine, task, coroutine, task))
    log(await asyncio.gather(task, child("new"), task))


run(main())
