import asyncio

from twin import *


loop = VirtualLoop()


def stopper():
    log("stop")
    loop.stop()
    loop.call_soon(log, "next turn")


loop.call_soon(log, "before")
loop.call_soon(stopper)
loop.call_soon(log, "after, same turn")
log(loop.is_running())
loop.run_forever()
log("stopped", loop.is_running(), loop.is_closed())
loop.call_soon(stopper)
loop.run_forever()
log("stopped again")
loop.stop()
loop.run_forever()
log("one turn only")


async def main():
    log("main", loop.is_running())
    await asyncio.sleep(0)
    return "value"


log(loop.run_until_complete(main()))
future = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(future)
except RuntimeError as e:
    log(e)
loop.call_soon(future.set_result, "later")
log(loop.run_until_complete(future), loop.run_until_complete(future))
loop.close()
loop.close()
log("closed", loop.is_closed())
for refused in (
    lambda: loop.call_soon(log, "x"),
    lambda: loop.call_later(1, log, "x"),
    lambda: loop.call_at(1, log, "x"),
    lambda: loop.call_soon_threadsafe(log, "x"),
    lambda: loop.run_forever(),
    lambda: loop.run_until_complete(future),
):
    try:
        refused()
        log("accepted")
    except RuntimeError as e:
        log(e)
