import asyncio

from twin import *


async def link(turns, name, inner):
    try:
        await inner
    except asyncio.CancelledError as e:
        turns.log(name, e)
        raise


async def main():
    turns = Turns()
    future = asyncio.get_running_loop().create_future()
    a = asyncio.create_task(link(turns, "a", future))
    b = asyncio.create_task(link(turns, "b", a))
    c = asyncio.create_task(link(turns, "c", b))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    turns.log(c.cancel("from the top"), [t.cancelled() for t in (future, a, b, c)], [t.cancelling() for t in (a, b, c)])
    while not c.done():
        await asyncio.sleep(0)
        turns.log([t.cancelled() for t in (future, a, b, c)])
    turns.stop()


run(main())
