import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(1) as timeout:
            timeout.reschedule(loop.time() + 3)
            log(await asyncio.sleep(2, "later deadline"), timeout.when())
            timeout.reschedule(loop.time())
            log("not yet", timeout.expired())
            await asyncio.sleep(0)
            log("never")
    except TimeoutError as e:
        log(e, loop.time())
    async with asyncio.timeout(1) as timeout:
        timeout.reschedule(None)
        log(await asyncio.sleep(5, "disabled"))
    log(timeout.expired())
    async with asyncio.timeout(None) as timeout:
        log(await asyncio.sleep(5, "none"), timeout.expired())
    for change in (timeout, asyncio.timeout(1)):
        try:
            change.reschedule(loop.time() + 100)
        except RuntimeError as e:
            log(e)
    try:
        async with asyncio.timeout_at(loop.time() + 2):
            await asyncio.sleep(3)
    except TimeoutError as e:
        log(e, loop.time())


run(main())
