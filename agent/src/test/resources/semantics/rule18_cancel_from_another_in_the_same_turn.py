import asyncio

from twin import *


async def victim(name):
    try:
        log(name, "runs")
        await asyncio.sleep(0)
        log(name, "runs on")
        await asyncio.sleep(0)
        log(name, "completes")
        return name
    except asyncio.CancelledError:
        log(name, "cancelled")
        raise


async def main():
    before = asyncio.create_task(victim("before"))

    async def killer():
        await asyncio.sleep(0)
        log("kill", before.cancel(), after.cancel())
        await asyncio.sleep(0)
        log("killed", before.done(), after.done())

    kill = asyncio.create_task(killer())
    after = asyncio.create_task(victim("after"))
    log(await asyncio.gather(before, kill, after, return_exceptions=True))


run(main())
