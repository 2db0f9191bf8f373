import asyncio


async def countdown(start):
    try:
        for i in range(start, 0, -1):
            await asyncio.sleep(0.1)
            yield i
    finally:
        await asyncio.sleep(0.1)
        print("cleaned up")


async def main():
    async for i in countdown(3):
        print(i)
    half = countdown(3)
    print("stops at", await anext(half))
    await half.aclose()


asyncio.run(main())
