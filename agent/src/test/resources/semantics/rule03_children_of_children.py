import asyncio

from twin import *


async def node(name, depth):
    log("enter", name)
    tasks = []
    if depth:
        for i in range(2):
            tasks.append(asyncio.create_task(node(f"{name}.{i}", depth - 1)))
        log("created by", name)
    for task in tasks:
        await task
    log("leave", name)


async def main():
    await node("r", 2)


run(main())
