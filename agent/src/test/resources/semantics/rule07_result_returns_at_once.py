import asyncio

from twin import *


async def waiter(name, future):
    log(name, "waits")
    log(name, "got", await future)


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    tasks = [asyncio.create_task(waiter("w1", future))]
    await asyncio.sleep(0)
    future.add_done_callback(lambda f: log("callback 1", f.result()))
    tasks.append(asyncio.create_task(waiter("w2", future)))
    await asyncio.sleep(0)
    future.add_done_callback(lambda f: log("callback 2", f.result()))
    tasks.append(asyncio.create_task(waiter("w3", future)))
    loop.call_soon(log, "soon before")
    future.set_result("value")
    loop.call_soon(log, "soon after")
    log("set", future.done(), future.result())
    future.add_done_callback(lambda f: log("late callback", f.result()))
    log("added late")
    await asyncio.gather(*tasks)
    log("end")


run(main())
