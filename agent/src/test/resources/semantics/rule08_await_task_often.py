import asyncio

from twin import *


async def work():
    log("work")
    await asyncio.sleep(1)
    return "value"


async def watcher(name, task):
    log(name, await task, await task)


async def main():
    task = asyncio.create_task(work())
    watchers = [asyncio.create_task(watcher(n, task)) for n in "abc"]
    log(await task, await task)
    await asyncio.gather(*watchers)
    once = work()
    log(await once)
    try:
        await once
    except RuntimeError as e:
        log(e)
    log("end")


run(main())
