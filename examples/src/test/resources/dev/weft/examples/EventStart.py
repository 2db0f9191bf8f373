import asyncio


async def run(name, start):
    print(f"{name} waits")
    await start.wait()
    print(f"{name} runs")


async def main():
    start = asyncio.Event()
    runners = asyncio.gather(run("ann", start), run("bob", start))
    await asyncio.sleep(0.1)
    print("go")
    start.set()
    await runners
    await run("late", start)


asyncio.run(main())
