import asyncio

from twin import *


async def body(name):
    log(name, "starts")
    await asyncio.sleep(0)
    log(name, "ends")
    return name


async def waits(future):
    try:
        await future
    except asyncio.CancelledError as e:
        log("waits", e)
        log(asyncio.current_task().uncancel())
    await asyncio.sleep(0)
    return "went on"


async def main():
    task = asyncio.create_task(body("withdrawn"))
    log(task.cancel(), task.cancelling(), task.uncancel(), task.cancelling())
    log(await task, task.uncancel())
    task = asyncio.create_task(body("not at zero"))
    task.cancel("a")
    task.cancel("b")
    log(task.uncancel())
    try:
        await task
    except asyncio.CancelledError as e:
        log(e, task.cancelling())
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(waits(future))
    await asyncio.sleep(0)
    log(task.cancel("passed on"), task.uncancel(), future.cancelled())
    log(await task, task.cancelled())
    task = asyncio.create_task(body("yielding"))
    await asyncio.sleep(0)
    log(task.cancel(), task.uncancel())
    log(await task)


run(main())
