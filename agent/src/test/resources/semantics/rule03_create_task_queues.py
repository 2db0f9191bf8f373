import asyncio

from twin import *


async def child(name):
    log("start", name)
    await asyncio.sleep(0)
    log("end", name)
    return name


async def direct():
    log("direct call")


async def main():
    log("main")
    a = asyncio.create_task(child("a"))
    b = asyncio.create_task(child("b"))
    await direct()
    log("created")
    c = asyncio.create_task(child("c"))
    log(await b)
    log(await a, await c)


run(main())
