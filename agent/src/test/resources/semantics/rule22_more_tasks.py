import asyncio

from twin import *


async def child(name, delay):
    await asyncio.sleep(delay)
    log(name, "done")


async def parent(group):
    await asyncio.sleep(1)
    group.create_task(child("grandchild", 2))
    log("parent done")


async def adds_when_cancelled(group):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        late = child("late", 1)
        try:
            group.create_task(late)
        except RuntimeError as e:
            log("refused", e)
        raise


async def fails():
    await asyncio.sleep(1)
    raise Boom("failure")


async def main():
    async with TaskGroup() as group:
        group.create_task(parent(group))
        log("body ends")
    log("group ends", asyncio.get_running_loop().time())
    try:
        async with TaskGroup() as group:
            group.create_task(adds_when_cancelled(group))
            group.create_task(fails())
    except ExceptionGroup as e:
        log(e)


run(main())
