import asyncio


async def main():
    print('shav')


asyncio.run(main())
