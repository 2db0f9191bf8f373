import asyncio

from twin import *


async def attempt(result_first):
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    if result_first:
        loop.call_later(1, future.set_result, "result")
    try:
        async with asyncio.timeout(1) as timeout:
            if not result_first:
                loop.call_later(1, lambda: log("cancelled already", future.cancelled()))
            log(await future)
    except TimeoutError as e:
        log(e, timeout.expired(), future.cancelled())


async def main():
    await attempt(True)
    await attempt(False)
    try:
        async with asyncio.timeout(1):
            log(await asyncio.sleep(1, "sleep of the same length"))
    except TimeoutError as e:
        log(e)
    async with asyncio.timeout(3) as timeout:
        log(await asyncio.sleep(2, "shorter"))
    log(timeout.expired())


run(main())
