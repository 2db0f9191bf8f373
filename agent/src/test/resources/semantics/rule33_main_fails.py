import asyncio

from twin import *


async def worker():
    try:
        await asyncio.sleep(100)
    finally:
        log("worker ends")


async def main(how):
    task = asyncio.create_task(worker())
    await asyncio.sleep(1)
    if how == "fails":
        raise Boom("main")
    if how == "cancels itself":
        asyncio.current_task().cancel("oneself")
        await asyncio.sleep(1)
    if how == "awaits a cancelled task":
        task.cancel("worker")
        await task
    if how == "throws cancelled":
        raise asyncio.CancelledError("thrown")
    return how


for how in ("fails", "cancels itself", "awaits a cancelled task", "throws cancelled", "returns"):
    try:
        log(run(main(how)))
    except Boom as e:
        log("run threw", e)
    except asyncio.CancelledError as e:
        log("run threw", e)
