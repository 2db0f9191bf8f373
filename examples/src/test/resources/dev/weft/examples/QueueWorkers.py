import asyncio


async def work(name, jobs):
    try:
        while True:
            job = await jobs.get()
            await asyncio.sleep(0.01 * job)
            print(f"{name} did job {job}")
            jobs.task_done()
    except asyncio.QueueShutDown:
        print(f"{name} goes home")


async def main():
    jobs = asyncio.Queue(2)
    workers = [asyncio.create_task(work("ann", jobs)), asyncio.create_task(work("bob", jobs))]
    for job in range(1, 6):
        await jobs.put(job)  # waits while two are in the queue
    print("all jobs are in the queue")
    await jobs.join()
    jobs.shutdown()
    await asyncio.gather(*workers)


asyncio.run(main())
