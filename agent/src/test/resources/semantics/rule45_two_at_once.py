import asyncio

from twin import *


async def slow(name):
    try:
        await asyncio.sleep(1)
        yield name
        await asyncio.sleep(1)
        yield name
    finally:
        await asyncio.sleep(1)
        log(name, "cleaned")


async def attempt(what):
    try:
        log(await what)
    except RuntimeError as e:
        log(e)


async def main():
    it = slow("a")
    task = asyncio.create_task(attempt(anext(it)))
    await asyncio.sleep(0)
    await attempt(anext(it))
    await attempt(it.aclose())
    await task
    closing = asyncio.create_task(attempt(it.aclose()))
    await asyncio.sleep(0)
    await attempt(anext(it))
    await attempt(it.aclose())
    await closing
    log(await anext(it, "end"))


run(main())
