import asyncio


class Account:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.balance = 100

    async def withdraw(self, name, amount):
        async with self.lock:
            if self.balance < amount:
                print(f"{name}: only {self.balance} left")
                return
            await asyncio.sleep(0.1)  # the bank agrees
            self.balance -= amount
            print(f"{name}: took {amount}")


async def main():
    account = Account()
    await asyncio.gather(account.withdraw("food", 80), account.withdraw("rent", 80))
    print(f"balance: {account.balance}")


asyncio.run(main())
