import asyncio

from twin import *


async def main():
    task = asyncio.current_task()
    try:
        async with asyncio.timeout(2) as timeout:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError as e:
                log("inside", e, task.cancelling(), timeout.expired())
                raise
            finally:
                await asyncio.sleep(1)
                log("cleaned")
    except TimeoutError as e:
        log("outside", e, e.__cause__, task.cancelling(), timeout.expired(), asyncio.get_running_loop().time())
    async with asyncio.timeout(5) as timeout:
        log(await asyncio.sleep(1, "in time"), timeout.when())
    log(timeout.expired(), task.cancelling())
    await asyncio.sleep(10)
    log("end")


run(main())
