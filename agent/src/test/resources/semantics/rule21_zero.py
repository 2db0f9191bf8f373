import asyncio

from twin import *


async def body(name):
    log("runs", name)
    return name


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log("absorbs")
    return "stubborn"


async def main():
    turns = Turns()
    task = asyncio.create_task(body("task"))
    await asyncio.sleep(0)
    turns.log(await asyncio.wait_for(task, 0), await asyncio.wait_for(task, -1))
    try:
        await asyncio.wait_for(body("never"), 0)
    except TimeoutError as e:
        turns.log(e, e.__cause__)
    future = asyncio.get_running_loop().create_future()
    try:
        await asyncio.wait_for(future, -1)
    except TimeoutError as e:
        turns.log(e, future.cancelled())
    running = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    turns.log(await asyncio.wait_for(running, 0))
    failed = asyncio.get_running_loop().create_future()
    failed.set_exception(Boom("failed"))
    try:
        await asyncio.wait_for(failed, 0)
    except Boom as e:
        turns.log(e)
    turns.stop()


run(main())
