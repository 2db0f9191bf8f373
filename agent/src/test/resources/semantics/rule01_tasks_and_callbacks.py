import asyncio

from twin import *


async def worker(name):
    loop = asyncio.get_running_loop()
    for i in range(3):
        log(name, i)
        loop.call_soon(log, "callback of", name, i)
        await asyncio.sleep(0)


async def main():
    a = asyncio.create_task(worker("a"))
    asyncio.get_running_loop().call_soon(log, "between")
    b = asyncio.create_task(worker("b"))
    await a
    log("a done")
    await b
    log("b done")


run(main())
