import asyncio

from twin import *


async def foo(text):
    log(text)
    await asyncio.sleep(10)
    log("never")


async def main():
    log("shav")
    task = asyncio.create_task(foo("text"))
    await asyncio.sleep(0.5)
    log("finished")


run(main())
