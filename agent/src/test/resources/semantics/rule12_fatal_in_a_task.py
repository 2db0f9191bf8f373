import asyncio

from twin import *


async def worker(name):
    try:
        await asyncio.sleep(10)
    finally:
        log("cleanup of", name)
        await asyncio.sleep(1)
        log("cleaned", name)


async def fatal():
    await asyncio.sleep(1)
    log("fatal")
    asyncio.get_running_loop().call_soon(log, "queued behind")
    raise Fatal("fatal")


async def main():
    try:
        tasks = [asyncio.create_task(worker("a")), asyncio.create_task(fatal()), asyncio.create_task(worker("b"))]
        tasks[1].add_done_callback(lambda task: log("failed with", task.exception()))
        await asyncio.sleep(20)
        log("never")
    except asyncio.CancelledError as e:
        log("main", e)
        raise
    finally:
        log("main finally")


try:
    run(main())
except Fatal as e:
    log("run threw", e)
