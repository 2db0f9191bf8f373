import asyncio

from twin import *


async def child(name, delay, error=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as e:
        log(name, e)
        raise
    log(name, "done")
    if error:
        raise error
    return name


async def main():
    try:
        await asyncio.gather(child("a", 3), child("b", 1, Boom("b")), child("c", 2, Boom("c")), child("d", 4))
    except Boom as e:
        log("main", e)
    await asyncio.sleep(2)
    log("main again")
    await asyncio.sleep(3)
    log(await asyncio.gather(child("e", 2), child("f", 1, Boom("f")), return_exceptions=True))


run(main())
