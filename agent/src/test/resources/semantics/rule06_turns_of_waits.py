import asyncio

from twin import *


async def quick():
    return "quick"


async def yields():
    await asyncio.sleep(0)
    return "yields"


async def main():
    turns = Turns()
    loop = asyncio.get_running_loop()
    turns.log("inline", await quick())
    task = asyncio.create_task(quick())
    turns.log("task", await task)
    turns.log("done task", await task)
    turns.log("inline that yields", await yields())
    turns.log("task that yields", await asyncio.create_task(yields()))
    future = loop.create_future()
    loop.call_soon(future.set_result, "set")
    turns.log("future", await future)
    await asyncio.sleep(0)
    turns.log("yield")
    turns.log("gather", await asyncio.gather(quick()))
    turns.log("gather of three", await asyncio.gather(quick(), yields(), quick()))
    turns.log("gather of done", await asyncio.gather(task, task))
    turns.log("gather of nothing", await asyncio.gather())
    turns.log("nested gather", await asyncio.gather(asyncio.gather(quick()), yields()))
    turns.log("wait_for", await asyncio.wait_for(yields(), 10))
    turns.log("wait_for done", await asyncio.wait_for(task, 10))
    turns.log("wait_for task", await asyncio.wait_for(asyncio.create_task(quick()), 10))
    turns.stop()


run(main())
