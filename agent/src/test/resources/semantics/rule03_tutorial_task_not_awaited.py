import asyncio

from twin import *


async def foo(text):
    log(text)
    await asyncio.sleep(1)


async def main():
    log("shav")
    task = asyncio.create_task(foo("text"))
    log("finished")


run(main())
