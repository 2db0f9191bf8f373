import asyncio

from twin import *


async def main():
    try:
        async with asyncio.timeout(2) as outer:
            try:
                async with asyncio.timeout(2) as inner:
                    await asyncio.sleep(10)
            except TimeoutError:
                log("never")
            except asyncio.CancelledError as e:
                log("between", e, inner.expired(), outer.expired())
                raise
    except TimeoutError as e:
        log("outer", e, inner.expired(), outer.expired(), asyncio.current_task().cancelling())


run(main())
