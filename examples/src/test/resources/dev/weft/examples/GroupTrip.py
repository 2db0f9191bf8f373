import asyncio


async def book(what, seconds):
    try:
        await asyncio.sleep(seconds)
        if what == "hotel":
            raise RuntimeError("hotel is full")
        print(f"booked: {what}")
        return what
    finally:
        if what == "car":
            await asyncio.sleep(0.05)
            print("car is cleaned up")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(book("train", 0.1))
            group.create_task(book("hotel", 0.2))
            group.create_task(book("car", 0.3))
    except ExceptionGroup as e:
        print(f"no trip: {e.exceptions[0]}")
    try:
        await asyncio.wait_for(book("car", 0.3), 0.1)
    except TimeoutError:
        print("no car in time")
    print("end")


asyncio.run(main())
