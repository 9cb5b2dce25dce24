/** Python that answers programs which want threads or processes of their own: there is one of each. */

/** What follows the source of `threading.py`. */
export const threadingSource: string = `

def _start_joinable_thread(function, handle=None, daemon=True):
    raise RuntimeError(
        "Cannot start a thread: fuelbox has no threads; call the function directly, "
        "or use asyncio or concurrent.futures, which run it at once"
    )
`;

/** What follows the source of `multiprocessing/context.py`: all that would need another process. */
export const multiprocessingSource: string = `

def _refuse(name):
    def refused(self, *args, **options):
        raise RuntimeError(
            f"Cannot use multiprocessing.{name}: fuelbox runs one process; call the function directly, "
            "use concurrent.futures, which runs it at once, or subprocess with sys.executable"
        )

    refused.__name__ = refused.__qualname__ = name
    return refused


for _name in (
    "Manager Pipe Lock RLock Condition Semaphore BoundedSemaphore Event Barrier Queue JoinableQueue "
    "SimpleQueue Pool RawValue RawArray Value Array"
).split():
    setattr(BaseContext, _name, _refuse(_name))
process.BaseProcess.start = _refuse("Process.start")
`;

/** What follows the source of `concurrent/futures/thread.py`: what is submitted runs before `submit` comes back. */
export const threadPoolSource: string = `

class ThreadPoolExecutor(_base.Executor):
    """Runs each call at once, in the thread that submits it: there is no other."""

    BROKEN = BrokenThreadPool
    _limit = "max_workers must be greater than 0"

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=(), **options):
        if max_workers is not None and max_workers <= 0:
            raise ValueError(self._limit)
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers or 1
        self._initializer = initializer
        self._initargs = initargs
        self._broken = False
        self._shutdown = False

    def submit(self, fn, /, *args, **kwargs):
        if self._broken:
            raise self.BROKEN(self._broken)
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future = _base.Future()
        future.set_running_or_notify_cancel()
        if self._initializer is not None:
            initializer, self._initializer = self._initializer, None
            try:
                initializer(*self._initargs)
            except Exception:
                _base.LOGGER.critical("Exception in initializer:", exc_info=True)
                self._broken = "An initializer failed, the pool is not usable anymore"
                future.set_exception(self.BROKEN(self._broken))
                return future
        try:
            result = fn(*args, **kwargs)
        except (Exception, SystemExit) as error:
            future.set_exception(error)
        else:
            future.set_result(result)
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True
`;

/** In place of `concurrent/futures/process.py`. */
export const processPoolModule: string = `"""Calls that would run in other processes run at once, in this one."""

__author__ = "fuelbox"

from concurrent.futures import _base
from concurrent.futures.thread import ThreadPoolExecutor as _Inline

EXTRA_QUEUED_CALLS = 1


class BrokenProcessPool(_base.BrokenExecutor):
    """A process of the pool has ended, or its initializer has failed."""


class ProcessPoolExecutor(_Inline):
    """Runs each call at once, in the process that submits it: there is no other."""

    BROKEN = BrokenProcessPool

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
        super().__init__(max_workers, "", initializer, initargs)

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        return super().map(fn, *iterables, timeout=timeout, buffersize=buffersize)
`;
