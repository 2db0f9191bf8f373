import asyncio

from twin import *


async def leaf(n):
    try:
        for i in range(n):
            await asyncio.sleep(1)
            yield i
    finally:
        log("leaf", n, "ends")


async def tree(depth):
    try:
        yield depth
        if depth:
            async for value in tree(depth - 1):
                yield value * 10
        async for value in leaf(depth):
            yield value
    finally:
        log("tree", depth, "ends")


async def main():
    log([value async for value in tree(2)])
    it = tree(1)
    async for value in it:
        if value == 0:
            break
    await it.aclose()
    log("closed at", asyncio.get_running_loop().time())


run(main())
