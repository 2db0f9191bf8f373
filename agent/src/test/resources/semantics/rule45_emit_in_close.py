import asyncio

from twin import *


async def caught():
    try:
        yield 1
    finally:
        try:
            yield 2
        except Exception as e:
            log("caught", e)


async def again():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def main():
    for generator in caught, again:
        it = generator()
        log(await anext(it))
        try:
            await it.aclose()
            log("closed")
        except RuntimeError as e:
            log("close threw", e)


run(main())
