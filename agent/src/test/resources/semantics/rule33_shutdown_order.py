import asyncio

from twin import *


async def worker(name, delay):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError as e:
        log(name, "cancelled", e)
        await asyncio.sleep(delay)
        log(name, "cleaned")
        if name == "b":
            raise Boom(name)
        if name == "c":
            return
        raise
    finally:
        log(name, "leaves")


async def never():
    log("never")


async def main():
    tasks = [asyncio.create_task(worker(name, delay)) for name, delay in (("a", 3), ("b", 1), ("c", 2))]
    await asyncio.sleep(1)
    tasks.append(asyncio.create_task(worker("d", 0)))
    await asyncio.sleep(0)
    tasks.append(asyncio.create_task(never()))
    asyncio.get_running_loop().call_soon(log, "queued by main")
    return "result"


log(run(main()))
