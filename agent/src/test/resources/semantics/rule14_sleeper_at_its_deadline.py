import asyncio

from twin import *


async def sleeper(name):
    try:
        await asyncio.sleep(1)
        log(name, "slept")
    except asyncio.CancelledError:
        log(name, "cancelled")
        raise


async def main():
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(sleeper(n)) for n in ("before", "woken", "after")]
    loop.call_later(1, lambda: log("timer cancels", tasks[0].cancel(), tasks[2].cancel()))
    await asyncio.sleep(0)
    loop.call_later(1, lambda: log("second timer cancels", tasks[1].cancel()))
    await asyncio.sleep(1)
    log([t.cancelled() for t in tasks])
    await asyncio.sleep(1)
    log([t.cancelled() for t in tasks])


run(main())
