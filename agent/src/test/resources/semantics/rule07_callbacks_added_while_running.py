import asyncio

from twin import *


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def twice(f):
        log("twice")

    def adds(f):
        log("adds")
        f.add_done_callback(lambda g: log("added by a callback"))
        f.add_done_callback(twice)
        loop.call_soon(log, "soon from a callback")

    def removed(f):
        log("never")

    future.add_done_callback(twice)
    future.add_done_callback(adds)
    future.add_done_callback(removed)
    future.add_done_callback(twice)
    future.add_done_callback(removed)
    log("removed", future.remove_done_callback(removed), future.remove_done_callback(removed))
    future.set_result(None)
    log("removed when done", future.remove_done_callback(twice))
    for turn in range(3):
        log("turn", turn)
        await asyncio.sleep(0)


run(main())
