import asyncio


async def foo(text):
    print(text)
    await asyncio.sleep(1)


asyncio.run(foo('text'))
