import asyncio

from twin import *


async def sleeper():
    try:
        log(await asyncio.sleep(1, "slept"))
    except asyncio.CancelledError:
        log("cancelled")
        await asyncio.sleep(1)
        log("cleaned")
        raise


async def main():
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    loop.call_later(1, lambda: log("cancel", task.cancel()))
    await asyncio.sleep(5)
    log(task.cancelled(), loop.time())


run(main())
