import asyncio

from twin import *


async def leaf(turns, n):
    turns.log("leaf", n)
    await asyncio.sleep(0)
    return n


async def watch(turns, name, awaitable):
    turns.log(name, await awaitable)


async def main():
    turns = Turns()
    inner = asyncio.gather(leaf(turns, 1), leaf(turns, 2))
    outer = asyncio.gather(inner, asyncio.gather(leaf(turns, 3), inner))
    watchers = [asyncio.create_task(watch(turns, "outer", outer)), asyncio.create_task(watch(turns, "inner", inner))]
    turns.log("main", await outer)
    await asyncio.gather(*watchers)
    turns.log("end")
    turns.stop()


run(main())
