import asyncio

from twin import *


async def main():
    future = asyncio.get_running_loop().create_future()
    future.set_exception(Boom("nobody looked"))
    other = asyncio.get_running_loop().create_future()
    other.set_exception(Boom("somebody looked"))
    other.add_done_callback(lambda f: log("callback", f.exception()))
    await asyncio.sleep(0)
    log("main ends")


run(main())
