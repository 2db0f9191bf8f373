import asyncio

from twin import *


async def main():
    try:
        async with asyncio.timeout(1) as timeout:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                raise Boom("stronger")
    except Boom as e:
        log(e, timeout.expired(), asyncio.current_task().cancelling())
    try:
        async with asyncio.timeout(1) as timeout:
            raise Boom("early")
    except Boom as e:
        log(e, timeout.expired())
    await asyncio.sleep(5)
    try:
        async with asyncio.timeout(5):
            async with asyncio.timeout(1):
                raise TimeoutError()
    except TimeoutError as e:
        log("own", e, e.__cause__)


run(main())
