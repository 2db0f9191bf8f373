import asyncio


async def eat(guest, seconds, seats):
    async with seats:
        print(f"{guest} sits down")
        await asyncio.sleep(seconds)
        print(f"{guest} leaves")


async def main():
    seats = asyncio.BoundedSemaphore(2)
    await asyncio.gather(
        eat("ann", 0.3, seats), eat("bob", 0.1, seats), eat("cat", 0.5, seats), eat("dan", 0.1, seats))
    try:
        seats.release()
    except ValueError:
        print("nobody sits there")


asyncio.run(main())
