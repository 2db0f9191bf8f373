import asyncio

from twin import *


async def count(name, n):
    log(name, "begins")
    for i in range(n):
        log(name, "makes", i)
        yield i
        log(name, "goes on")
        await asyncio.sleep(0)
    log(name, "ends")


async def fails():
    yield 1
    raise Boom("made")


async def main():
    it = count("a", 2)
    log("made")
    first = anext(it, "end")
    log("not awaited yet")
    log(await first)
    async for value in it:
        log("got", value)
    log(await anext(it, "end"), await anext(it, "end"))
    it = fails()
    log(await anext(it))
    try:
        await anext(it)
    except Boom as e:
        log(e)
    log(await anext(it, "end"))
    a, b = count("x", 2), count("y", 1)
    log(await anext(a), await anext(b), await anext(a))
    log(await anext(b, "end"))
    log([i async for i in count("z", 0)])


run(main())
