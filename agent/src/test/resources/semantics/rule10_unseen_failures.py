import asyncio

from twin import *


async def fail(name):
    raise Boom(name)


async def main():
    seen = asyncio.create_task(fail("awaited"))
    looked = asyncio.create_task(fail("looked at"))
    unseen = asyncio.create_task(fail("unseen"))
    cancelled = asyncio.create_task(fail("cancelled in time"))
    cancelled.cancel()
    try:
        await seen
    except Boom as e:
        log(e)
    log(looked.exception())
    log(unseen.done(), cancelled.cancelled())
    log("main ends")


run(main())
