import asyncio

from twin import *


async def link(turns, inner):
    if inner is not None:
        await inner
    turns.log("link")


async def main():
    turns = Turns()
    task = None
    for _ in range(6):
        task = asyncio.create_task(link(turns, task))
    turns.log("made")
    await task
    turns.log("main")
    for _ in range(3):
        task = asyncio.create_task(link(turns, task))
        await asyncio.sleep(0)
    await task
    turns.log("end")
    turns.stop()


run(main())
