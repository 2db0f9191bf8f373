import asyncio

from twin import *


async def waiter(name, future):
    try:
        log(name, await future)
    except asyncio.CancelledError:
        log(name, "cancelled")
        raise


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    first = asyncio.create_task(waiter("first", future))
    second = asyncio.create_task(waiter("second", future))
    await asyncio.sleep(0)
    future.set_result("kept")
    log(first.cancel(), first.cancelling())
    log(future.cancelled(), future.result())
    await asyncio.gather(first, second, return_exceptions=True)
    log(first.cancelled(), second.cancelled(), await future)
    failing = loop.create_future()
    third = asyncio.create_task(waiter("third", failing))
    await asyncio.sleep(0)
    failing.set_exception(Boom("lost"))
    third.cancel()
    await asyncio.sleep(0)
    log(third.cancelled(), failing.exception())
    log(third.cancel())


run(main())
