/** Python that gives asyncio an event loop without sockets: time passes by sleeping, nothing else wakes a task. */

/** Runs once, before the snapshot. */
export const eventLoop: string = `
def install_event_loop():
    import asyncio, asyncio.base_events, asyncio.events, subprocess, time

    class SandboxSelector:
        """Waits for time to pass: there is nothing else to wait for."""

        def select(self, timeout=None):
            if timeout != 0 and subprocess._start_waiting():
                return []
            if timeout is None:
                raise RuntimeError(
                    "Event loop is stuck: every task waits for something that cannot happen in a sandbox"
                )
            if timeout > 0:
                time.sleep(timeout)
            return []

        def close(self):
            pass

    class SandboxEventLoop(asyncio.base_events.BaseEventLoop):
        """An event loop in a program with one thread and no network."""

        def __init__(self):
            super().__init__()
            self._selector = SandboxSelector()

        def _process_events(self, events):
            pass

        def _write_to_self(self):
            pass

        def run_in_executor(self, executor, function, *args):
            """Call the function at once: there is no other thread to do it."""
            self._check_closed()
            future = self.create_future()
            try:
                result = function(*args)
            except Exception as error:
                future.set_exception(error)
            else:
                future.set_result(result)
            return future

        async def _make_subprocess_transport(
            self, protocol, args, shell, stdin, stdout, stderr, bufsize, extra=None, **options
        ):
            from _sandbox_processes import ProcessTransport

            pipes = {"stdin": stdin, "stdout": stdout, "stderr": stderr}
            transport = ProcessTransport(self, protocol, args, shell, pipes, options)
            protocol.connection_made(transport)
            return transport

        async def shutdown_default_executor(self, timeout=None):
            self._executor_shutdown_called = True

    class SandboxEventLoopPolicy(asyncio.events._BaseDefaultEventLoopPolicy):
        _loop_factory = SandboxEventLoop

    asyncio.events._event_loop_policy = SandboxEventLoopPolicy()
    asyncio.SelectorEventLoop = asyncio.EventLoop = SandboxEventLoop

install_event_loop()
`;
