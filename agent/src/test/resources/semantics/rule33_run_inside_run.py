import asyncio

from twin import *


async def inner():
    log("never")


async def main():
    loop = asyncio.get_running_loop()
    for attempt in (lambda c: asyncio.run(c), lambda c: loop.run_until_complete(c)):
        coroutine = inner()
        try:
            attempt(coroutine)
        except RuntimeError as e:
            log(e)
        coroutine.close()
    try:
        loop.close()
    except RuntimeError as e:
        log(e)
    await asyncio.sleep(1)
    log("main goes on")


run(main())
