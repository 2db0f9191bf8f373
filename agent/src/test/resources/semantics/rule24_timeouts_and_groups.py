import asyncio

from twin import *


async def child(name, delay, cleanup):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as e:
        log(name, e)
        await asyncio.sleep(cleanup)
        log(name, "cleaned up")
        raise
    log(name, "done")


async def limited():
    async with asyncio.timeout(1):
        await asyncio.sleep(9)


async def main():
    try:
        async with asyncio.timeout(2):
            async with TaskGroup() as group:
                group.create_task(child("a", 1, 1))
                group.create_task(child("b", 9, 3))
    except TimeoutError as e:
        log("around", e, asyncio.get_running_loop().time())
    try:
        async with TaskGroup() as group:
            group.create_task(child("c", 9, 1))
            group.create_task(limited())
    except ExceptionGroup as e:
        log("inside", e, asyncio.get_running_loop().time())


run(main())
