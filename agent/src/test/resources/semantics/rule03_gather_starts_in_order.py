import asyncio

from twin import *


async def child(name):
    log("start", name)
    await asyncio.sleep(0)
    log("end", name)
    return name


async def main():
    early = asyncio.create_task(child("task"))
    all = asyncio.gather(child("x"), early, child("y"))
    late = asyncio.create_task(child("late"))
    log("gathered")
    log(await all)
    await late
    log("end")


run(main())
