import asyncio

from twin import *


async def fail(name, turns):
    for _ in range(turns):
        await asyncio.sleep(0)
    log("fails", name)
    raise Boom(name)


async def main():
    try:
        await asyncio.gather(fail("first", 1), fail("second", 2), fail("third", 1))
    except Boom as e:
        log("caught", e)
    await asyncio.sleep(1)
    log("main ends")


run(main())
