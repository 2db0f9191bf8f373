import asyncio

from twin import *


async def body(turns, future):
    turns.log("body")
    asyncio.current_task().cancel()
    try:
        await future
    except asyncio.CancelledError:
        turns.log("thrown", future.cancelled())
        raise


async def main():
    turns = Turns()
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.add_done_callback(lambda f: turns.log("future callback"))
    task = asyncio.create_task(body(turns, future))
    task.add_done_callback(lambda t: turns.log("task callback"))
    while not task.done():
        await asyncio.sleep(0)
        turns.log(future.cancelled(), task.cancelled())
    await asyncio.sleep(0)
    turns.stop()


run(main())
