import asyncio

from twin import *


async def count(how):
    try:
        yield 1
        yield 2
    except GeneratorExit as e:
        log(how, e)
        if how == "returns":
            return
        if how == "fails":
            raise Boom(how)
        raise
    finally:
        await asyncio.sleep(1)
        log(how, "cleaned at", asyncio.get_running_loop().time())
    log(how, "goes on")


async def ignores():
    try:
        yield 1
    finally:
        log("cleanup")
        yield 2


async def main():
    for how in "throws", "returns", "fails":
        it = count(how)
        log(await anext(it))
        closing = it.aclose()
        log("not awaited yet")
        try:
            await closing
            log("closed")
        except Boom as e:
            log("close threw", e)
        await it.aclose()
        log(await anext(it, "end"))
    it = count("unstarted")
    await it.aclose()
    log(await anext(it, "end"))
    it = count("ended")
    async for value in it:
        log(value)
    await it.aclose()
    it = ignores()
    await anext(it)
    try:
        await it.aclose()
    except RuntimeError as e:
        log("close threw", e)


run(main())
