import asyncio

from twin import *


async def child(name, error=None):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError as e:
        log(name, e)
        if error:
            raise error
        raise


async def group_of(error):
    try:
        async with TaskGroup() as group:
            group.create_task(child("a"))
            group.create_task(child("b", error))
    except ExceptionGroup as e:
        log(e, asyncio.current_task().cancelling())
    log("behind the group")
    await asyncio.sleep(1)
    log("behind the sleep")


async def main():
    for error in None, Boom("cleanup"):
        task = asyncio.create_task(group_of(error))
        await asyncio.sleep(1)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError as e:
            log("main", e)
        log(task.cancelled(), asyncio.get_running_loop().time())


async def fails_soon():
    await asyncio.sleep(0)
    raise Boom("child")


async def cancelled_in_the_turn_of_a_failure():
    try:
        async with TaskGroup() as group:
            group.create_task(fails_soon())
            await asyncio.sleep(9)
    except ExceptionGroup as e:
        log(e, asyncio.current_task().cancelling())
    await asyncio.sleep(1)
    log("not reached")


async def both():
    await main()
    task = asyncio.create_task(cancelled_in_the_turn_of_a_failure())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as e:
        log("main", e)


run(both())
