import asyncio

from twin import *


async def worker():
    try:
        async with asyncio.timeout(2):
            try:
                async with asyncio.timeout(1):
                    await asyncio.sleep(5)
            finally:
                log("inner cleanup")
                await asyncio.sleep(5)
                log("never")
    except TimeoutError as e:
        log("outer", e, asyncio.current_task().cancelling(), asyncio.get_running_loop().time())


async def main():
    await worker()
    log("end")


run(main())
