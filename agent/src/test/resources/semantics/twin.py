"""What every Python twin shares: an event loop on virtual time, and a log that prints as the Java log does.

Time is counted in whole seconds from 0 and jumps to the next deadline when nothing is ready.
Where CPython leaves an order undefined (heaps, sets), this loop keeps the order of creation, as Weft promises.
"""

import asyncio
import heapq
import itertools
import selectors

NAMES = {
    "TimeoutError": "TimeoutException",
    "InvalidStateError": "InvalidStateException",
    "RuntimeError": "IllegalStateException",
}


class Boom(Exception):
    """The failure that the programs throw."""


class Fatal(SystemExit):
    """Stands for an error that the JVM cannot live with: asyncio lets SystemExit leave the loop at once."""


def text(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(text, value)) + "]"
    if isinstance(value, BaseExceptionGroup):
        return "ExceptionGroup" + text(value.exceptions)
    if isinstance(value, BaseException):
        name = type(value).__name__
        message = str(value)
        if isinstance(value, (Boom, Fatal, asyncio.CancelledError)) and message:
            return name + ": " + message
        return NAMES.get(name, name)
    return str(value)


def log(*parts):
    print(*map(text, parts))


class FifoTimer(asyncio.TimerHandle):
    """A timer that fires after those of equal deadline which were made before it."""

    numbers = itertools.count()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.number = next(self.numbers)

    def __lt__(self, other):
        return (self._when, self.number) < (other._when, other.number)


class JumpingSelector(selectors.DefaultSelector):
    """Moves the clock of its loop instead of waiting for a deadline."""

    loop = None

    def select(self, timeout=None):
        if timeout is None:
            return super().select(None)
        events = super().select(0)
        if not events:
            self.loop.now += timeout
        return events


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        selector = JumpingSelector()
        self.now = 0
        super().__init__(selector)
        selector.loop = self
        self._clock_resolution = 1e-9
        self.created = []
        self.set_task_factory(self.make_task)
        self.set_exception_handler(report)

    def time(self):
        return self.now

    def block(self, seconds):
        """A callback that computes for so long."""
        self.now += seconds

    def call_at(self, when, callback, *args, context=None):
        self._check_closed()
        timer = FifoTimer(when, callback, args, self, context)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    async def shutdown_default_executor(self, timeout=None):
        await super().shutdown_default_executor()

    @staticmethod
    def make_task(loop, coro, **kwargs):
        task = asyncio.Task(coro, loop=loop, **kwargs)
        task.number = len(loop.created)
        loop.created.append(task.number)
        return task


unordered_tasks = asyncio.all_tasks


def all_tasks(loop=None):
    return sorted(unordered_tasks(loop), key=lambda task: task.number)


asyncio.all_tasks = asyncio.tasks.all_tasks = all_tasks


class InOrder(dict):
    """A set in order of creation."""

    def add(self, value):
        self[value] = None

    def discard(self, value):
        self.pop(value, None)


class TaskGroup(asyncio.TaskGroup):
    """A group that cancels its children in order of creation."""

    def __init__(self):
        super().__init__()
        self._tasks = InOrder()


def report(loop, context):
    log("reported", context.get("exception"))


def run(main):
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)


class Turns:
    """Counts the turns of the loop with a callback that queues itself again, and logs with the count."""

    def __init__(self):
        self.count = 0
        self.on = True
        asyncio.get_running_loop().call_soon(self.next)

    def next(self):
        self.count += 1
        if self.on:
            asyncio.get_running_loop().call_soon(self.next)

    def log(self, *parts):
        log(self.count, *parts)

    def stop(self):
        self.on = False
