import asyncio

from twin import *


async def child():
    log("child")
    return "value"


async def parent(task):
    try:
        log("parent", await task)
    except asyncio.CancelledError:
        log("parent cancelled")
        log("again", await task)
        raise


async def main():
    task = asyncio.create_task(child())
    waiting = asyncio.create_task(parent(task))
    task.add_done_callback(lambda t: log("callback cancels", waiting.cancel()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log(waiting.cancelled(), task.result())


run(main())
