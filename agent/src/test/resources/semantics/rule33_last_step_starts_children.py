import asyncio

from twin import *


async def child(name):
    log("child", name)
    try:
        await asyncio.sleep(1)
    finally:
        log("child", name, "ends")


async def main():
    asyncio.create_task(child("a"))
    asyncio.create_task(child("b"))
    log("main ends")


run(main())
