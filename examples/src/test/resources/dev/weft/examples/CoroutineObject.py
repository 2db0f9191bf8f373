import inspect


async def main():
    print('shav')


coroutine = main()
state = inspect.getcoroutinestate(coroutine).removeprefix('CORO_')
print('main() made a coroutine object in the state', state)
coroutine.close()
