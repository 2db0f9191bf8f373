import asyncio

from twin import *


async def body():
    log("never")


async def main():
    turns = Turns()
    task = asyncio.create_task(body())
    turns.log(task.cancel("why"), task.cancelled(), task.done(), task.cancelling())
    task.add_done_callback(lambda t: turns.log("callback", t.cancelled()))
    await asyncio.sleep(0)
    turns.log(task.cancelled(), task.cancel(), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as e:
        turns.log(e)
    turns.stop()


run(main())
