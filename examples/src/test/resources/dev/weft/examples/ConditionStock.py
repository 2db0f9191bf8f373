import asyncio


class Shop:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.delivered = asyncio.Condition(self.lock)
        self.stock = 0

    async def buy(self, name, cups):
        async with self.lock:
            await self.delivered.wait_for(lambda: self.stock >= cups)
            self.stock -= cups
            print(f"{name} bought {cups}, {self.stock} left")

    async def deliver(self):
        for _ in range(3):
            await asyncio.sleep(0.1)
            async with self.lock:
                self.stock += 2
                print("2 cups delivered")
                self.delivered.notify_all()  # each looks at the stock again


async def main():
    shop = Shop()
    await asyncio.gather(shop.buy("ann", 3), shop.buy("bob", 1), shop.deliver())


asyncio.run(main())
