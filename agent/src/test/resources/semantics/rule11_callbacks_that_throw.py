import asyncio

from twin import *


def boom(name):
    log("throws", name)
    raise Boom(name)


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.add_done_callback(lambda f: boom("done callback"))
    future.add_done_callback(lambda f: log("next done callback"))
    loop.call_soon(boom, "soon")
    loop.call_soon(log, "next soon")
    loop.call_later(0, boom, "timer")
    loop.call_later(0, log, "next timer")
    loop.call_soon(future.set_result, None)
    log(await future)
    await asyncio.sleep(1)
    log("end")


run(main())
