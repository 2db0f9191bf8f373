import asyncio

from twin import *


async def body(turn):
    try:
        async with asyncio.timeout(2) as timeout:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError as e:
                log("inside", e, asyncio.current_task().cancelling())
                raise
    except TimeoutError as e:
        log("never", e)
    except asyncio.CancelledError as e:
        log("outside", e, timeout.expired(), asyncio.current_task().cancelling())
        raise


async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(body("cancel after"))
    await asyncio.sleep(0)
    loop.call_later(2, task.cancel, "outside")
    await asyncio.sleep(3)
    log(task.cancelled())
    other = asyncio.create_task(body("cancel before"))
    loop.call_later(2, other.cancel, "outside first")
    await asyncio.sleep(3)
    log(other.cancelled())


run(main())
