import asyncio


async def drain(queue):
    text = ""
    try:
        while True:
            text += f"{await queue.get()} "
    except asyncio.QueueShutDown:
        print(text + "end")


async def fill_and_drain(queue, immediate):
    for value in (2, 3, 1):
        await queue.put(value)
    queue.shutdown(immediate)
    await drain(queue)


async def main():
    await fill_and_drain(asyncio.Queue(), False)
    await fill_and_drain(asyncio.PriorityQueue(), False)
    await fill_and_drain(asyncio.LifoQueue(), False)
    await fill_and_drain(asyncio.Queue(), True)
    idle = asyncio.Queue()
    waiting = asyncio.create_task(drain(idle))
    await asyncio.sleep(0.1)
    idle.shutdown(False)  # wakes the one that waits
    await waiting


asyncio.run(main())
