import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()
    handles = []

    def first():
        log("first cancels")
        for handle in handles:
            handle.cancel()

    loop.call_soon(first)
    handles.append(loop.call_soon(log, "never: same turn"))
    handles.append(loop.call_later(0, log, "never: due timer of the same turn"))
    handles.append(loop.call_later(1, log, "never: later timer"))
    loop.call_later(1, log, "kept")
    log([handle.cancelled() for handle in handles])
    await asyncio.sleep(2)
    log([handle.cancelled() for handle in handles])
    handles[0].cancel()
    log("end")


run(main())
