import asyncio

from twin import *


async def spin(name):
    i = 0
    try:
        while True:
            log(name, i)
            i += 1
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        log(name, "stops")
        await asyncio.sleep(0)
        log(name, "stopped")
        raise


async def main():
    a = asyncio.create_task(spin("a"))
    b = asyncio.create_task(spin("b"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log("cancel a", a.cancel())
    await asyncio.sleep(0)
    log("cancel b", b.cancel())
    log(a.cancelled(), b.cancelled())
    await asyncio.wait_for(asyncio.gather(a, b, return_exceptions=True), None)
    log(a.cancelled(), b.cancelled())


run(main())
