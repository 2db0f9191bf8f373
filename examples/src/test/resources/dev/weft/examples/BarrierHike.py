import asyncio


async def hike(name, seconds, hut):
    for day in (1, 2):
        await asyncio.sleep(seconds)
        print(f"{name} arrives")
        if await hut.wait() == 0:
            print(f"day {day}: all are here, writes {name}")
    if name == "cat":
        return  # waits no more
    try:
        await hut.wait()
    except asyncio.BrokenBarrierError:
        print(f"{name} goes home")


async def snow(hut):
    await asyncio.sleep(1)
    print("it snows")
    await hut.abort()


async def main():
    hut = asyncio.Barrier(3)
    await asyncio.gather(hike("ann", 0.1, hut), hike("bob", 0.3, hut), hike("cat", 0.2, hut), snow(hut))


asyncio.run(main())
