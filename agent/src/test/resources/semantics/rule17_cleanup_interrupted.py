import asyncio

from twin import *


async def body():
    try:
        await asyncio.sleep(10)
    finally:
        log("cleanup")
        try:
            await asyncio.sleep(10)
            log("never")
        except asyncio.CancelledError as e:
            log("interrupted", e)
            await asyncio.sleep(1)
            log("cleanup ends")


async def main():
    task = asyncio.create_task(body())
    await asyncio.sleep(1)
    task.cancel("one")
    await asyncio.sleep(1)
    log(task.cancel("two"), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as e:
        log(e)
    log(task.cancelled())


run(main())
