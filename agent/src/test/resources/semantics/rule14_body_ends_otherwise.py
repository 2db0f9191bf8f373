import asyncio

from twin import *


async def swallows():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log("swallowed")
    return "value"


async def fails():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise Boom("instead")


async def cancelled_by_itself():
    raise asyncio.CancelledError("own")


async def cleans():
    try:
        await asyncio.sleep(10)
    finally:
        log("cleaning")
        await asyncio.sleep(2)
        log("cleaned")


async def main():
    for body in (swallows, fails, cancelled_by_itself, cleans):
        task = asyncio.create_task(body())
        await asyncio.sleep(1)
        log(task.cancel())
        try:
            log("result", await task)
        except Boom as e:
            log("failure", e)
        except asyncio.CancelledError as e:
            log("cancelled", e)
        log(task.cancelled(), task.cancelling(), task.cancel())


run(main())
