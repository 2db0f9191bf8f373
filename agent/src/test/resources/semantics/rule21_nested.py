import asyncio

from twin import *


async def body(name):
    await asyncio.sleep(3)
    return name


async def main():
    loop = asyncio.get_running_loop()
    log(await asyncio.wait_for(asyncio.wait_for(body("inside both"), 4), 5))
    try:
        await asyncio.wait_for(asyncio.wait_for(body("a"), 5), 1)
    except TimeoutError as e:
        log(e, loop.time())
    try:
        await asyncio.wait_for(asyncio.wait_for(body("b"), 1), 5)
    except TimeoutError as e:
        log(e, loop.time())
    results = await asyncio.gather(
        *[asyncio.wait_for(body(n), delay) for n, delay in (("c", 2), ("d", 3), ("e", 4))], return_exceptions=True
    )
    log(results)


run(main())
