import asyncio

from twin import *


async def worker(name, wait):
    for i in range(4):
        log(name, i)
        await wait()


async def twice():
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def main():
    await asyncio.gather(
        worker("a", lambda: asyncio.sleep(0)),
        worker("b", lambda: asyncio.sleep(-1)),
        worker("c", twice),
        worker("d", lambda: asyncio.sleep(0, "result")),
    )
    log(await asyncio.sleep(0, "value"), await asyncio.sleep(-5, "negative"), await asyncio.sleep(2, "slept"))


run(main())
