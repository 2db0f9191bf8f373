import asyncio

from twin import *


async def child(name, delay, cleanup=None, error=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as e:
        log(name, e)
        if cleanup:
            await asyncio.sleep(cleanup)
            log(name, "cleaned up")
            raise error
        raise
    log(name, "done")
    if error:
        raise error


async def main():
    try:
        async with TaskGroup() as group:
            group.create_task(child("a", 9))
            group.create_task(child("b", 1, error=Boom("b")))
            group.create_task(child("c", 9, 2, Boom("c")))
            group.create_task(child("d", 1, error=Boom("d")))
            group.create_task(child("e", 9, 1, Boom("e")))
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError as e:
                log("body", e)
                raise Boom("body")
    except ExceptionGroup as e:
        log(e, asyncio.get_running_loop().time(), asyncio.current_task().cancelling())


run(main())
