/** The Python module behind `asyncio.create_subprocess_exec` and `_shell`: processes of `subprocess` whose end the event loop tells. */

/** Python source. */
export const asyncioProcesses: string = `"""Processes of an event loop that has nothing but time to wait for."""

import asyncio, subprocess


class InputTransport(asyncio.WriteTransport):
    def __init__(self, stream):
        super().__init__()
        self._stream = stream

    def write(self, data):
        if not self._stream.closed:
            self._stream.write(bytes(data))

    def can_write_eof(self):
        return True

    def write_eof(self):
        self.close()

    def close(self):
        self._stream.close()

    abort = close

    def is_closing(self):
        return self._stream.closed


class OutputTransport(asyncio.ReadTransport):
    def close(self):
        pass


class ProcessTransport(asyncio.SubprocessTransport):
    def __init__(self, loop, protocol, args, shell, pipes, options):
        super().__init__()
        self._loop = loop
        self._protocol = protocol
        self._process = subprocess.Popen(args, shell=shell, **pipes, **options)
        self._process._after_run = self._plan_end
        self._waiters = []
        self._has_ended = False
        self._is_known = False
        self._pipes = {}
        if self._process.stdin is not None:
            self._pipes[0] = InputTransport(self._process.stdin)
        for fd, stream in ((1, self._process.stdout), (2, self._process.stderr)):
            if stream is not None:
                self._pipes[fd] = OutputTransport()

    def get_pid(self):
        return self._process.pid

    def get_returncode(self):
        if not self._has_ended:
            return None
        self._is_known = True
        return self._process.returncode

    def get_pipe_transport(self, fd):
        return self._pipes.get(fd)

    def send_signal(self, signal):
        if self._is_known:
            raise ProcessLookupError()
        if self._has_ended:
            # It ran to its end at once; for the program it was still running.
            self._process.returncode = -int(signal)
        else:
            self._process.send_signal(signal)

    def terminate(self):
        self.send_signal(15)

    def kill(self):
        self.send_signal(9)

    def close(self):
        pass

    def is_closing(self):
        return self._has_ended

    async def _wait(self):
        if not self._has_ended:
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            await waiter
        self._is_known = True
        return self._process.returncode

    def _plan_end(self):
        # What was due while the process ran comes first.
        self._loop.call_at(self._loop.time(), self._tell_end)

    def _tell_end(self):
        self._process.poll()
        self._has_ended = True
        for fd, stream in ((1, self._process.stdout), (2, self._process.stderr)):
            if stream is not None:
                if content := stream.read():
                    self._protocol.pipe_data_received(fd, content)
                self._protocol.pipe_connection_lost(fd, None)
        if 0 in self._pipes:
            self._protocol.pipe_connection_lost(0, None)
        self._protocol.process_exited()
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(self._process.returncode)
`;
