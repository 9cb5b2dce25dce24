/** Python for the pool of threads that `multiprocessing` has: its calls run at once. */

/** What follows the source of `multiprocessing/pool.py`. */
export const multiprocessingPoolSource: string = `

class _Done:
    """What a call has come to."""

    def __init__(self, call, callback, error_callback):
        self._error = None
        try:
            self._value = call()
        except Exception as error:
            self._error = error
            if error_callback is not None:
                error_callback(error)
        else:
            if callback is not None:
                callback(self._value)

    def ready(self):
        return True

    def successful(self):
        return self._error is None

    def wait(self, timeout=None):
        pass

    def get(self, timeout=None):
        if self._error is not None:
            raise self._error
        return self._value


class ThreadPool:
    """Runs each call at once, in the thread that asks for it: there is no other."""

    def __init__(self, processes=None, initializer=None, initargs=()):
        if processes is not None and processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if initializer is not None:
            initializer(*initargs)
        self._state = RUN

    def _do(self, call, callback=None, error_callback=None):
        if self._state != RUN:
            raise ValueError("Pool not running")
        return _Done(call, callback, error_callback)

    def apply(self, func, args=(), kwds={}):
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        return self._do(lambda: func(*args, **kwds), callback, error_callback)

    def map(self, func, iterable, chunksize=None):
        return self.map_async(func, iterable).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._do(lambda: [func(item) for item in iterable], callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        return self.starmap_async(func, iterable).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._do(lambda: [func(*item) for item in iterable], callback, error_callback)

    def imap(self, func, iterable, chunksize=1):
        self._do(bool)
        return map(func, iterable)

    imap_unordered = imap

    def close(self):
        if self._state == RUN:
            self._state = CLOSE

    def terminate(self):
        self._state = TERMINATE

    def join(self):
        if self._state == RUN:
            raise ValueError("Pool is still running")

    def __enter__(self):
        self._do(bool)
        return self

    def __exit__(self, *problem):
        self.terminate()
`;
