# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that does to each connection what a script says: any bytes, pauses, cuts, resets.

It speaks no HTTP of its own, so that a script can break HTTP in every way. The script is chosen by
the first part of the request's path.
"""
import asyncio
import socket
import ssl
import struct
import threading

MAX_HEAD = 64 * 1024


class Step:
    """One thing to do to a connection."""

    def __init__(self, kind, value=None):
        self.kind = kind
        self.value = value


def send(data):
    return Step("send", data)


def drip(data):
    """One byte at a time, each in a packet of its own."""
    return Step("drip", data)


RESET = Step("reset")  # RST instead of FIN
CUT = Step("cut")  # the connection is dropped, TLS without saying goodbye
HANG = Step("hang")  # until the client goes


class FaultServer:
    """Plain and TLS listeners on loopback, run by a thread of their own."""

    def __init__(self, certificate):
        self.scripts = {}
        self.requests = {}  # name of the script: list of (head, body)
        self._certificate = certificate
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self._thread.start()
        self._ready.wait()

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self):
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._ready.set()
        self._loop.run_forever()

    async def _listen(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certificate)
        plain = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=MAX_HEAD)
        tls = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=MAX_HEAD, ssl=context)
        self.port = plain.sockets[0].getsockname()[1]
        self.tls_port = tls.sockets[0].getsockname()[1]

    async def _serve(self, reader, writer):
        try:
            await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        name = head.split(" ", 2)[1].split("/")[1]
        length = 0
        for line in head.split("\r\n"):
            if line.lower().startswith("content-length:"):
                length = int(line.split(":")[1])
        body = await reader.readexactly(length)
        self.requests.setdefault(name, []).append((head, body))
        for step in self.scripts.get(name, []):
            if not await self._do(step, reader, writer):
                return

    async def _do(self, step, reader, writer):
        """False when the connection is over."""
        if step.kind == "send":
            writer.write(step.value)
            await writer.drain()
        elif step.kind == "drip":
            for i in range(len(step.value)):
                writer.write(step.value[i : i + 1])
                await writer.drain()
                await asyncio.sleep(0)
        elif step.kind == "hang":
            while await reader.read(4096):
                pass
            return False
        elif step.kind == "reset":
            await asyncio.sleep(0.05)  # what was sent is to arrive before the reset overtakes it
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return False
        else:
            await asyncio.sleep(0.05)
            sock = writer.get_extra_info("socket")
            sock.shutdown(socket.SHUT_WR)
            writer.transport.abort()
            return False
        return True
