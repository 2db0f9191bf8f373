import asyncio

from twin import *


async def nested(outer_delay, inner_delay):
    try:
        async with asyncio.timeout(outer_delay) as outer:
            try:
                async with asyncio.timeout(inner_delay) as inner:
                    await asyncio.sleep(10)
            except TimeoutError as e:
                log("inner", e, inner.expired(), outer.expired())
            log("between", asyncio.get_running_loop().time())
            await asyncio.sleep(10)
    except TimeoutError as e:
        log("outer", e, inner.expired(), outer.expired())


async def main():
    await nested(3, 1)
    await nested(1, 3)
    log(asyncio.current_task().cancelling(), asyncio.get_running_loop().time())


run(main())
