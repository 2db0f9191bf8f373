import asyncio

from twin import *


async def body(turns, future):
    try:
        await future
    except asyncio.CancelledError as e:
        turns.log("body", e)
        raise
    finally:
        turns.log("finally")


async def main():
    turns = Turns()
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(body(turns, future))
    task.add_done_callback(lambda t: turns.log("task callback", t.cancelled()))
    future.add_done_callback(lambda f: turns.log("future callback", f.cancelled()))
    await asyncio.sleep(0)
    turns.log(task.cancel("enough"), future.cancelled(), task.cancelled())
    for _ in range(3):
        await asyncio.sleep(0)
        turns.log(future.cancelled(), task.cancelled())
    turns.stop()


run(main())
