"""Connections to addresses that were checked, each of them cut when its fetch has had its time."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from types import TracebackType
from typing import Self

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

from bot.ingest.addresses import Address

CONNECT_SECONDS = 5.0


class Deadline:
    """One limit for all of a fetch. When it passes, every socket watched is shut, whatever it is waiting for."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._watched: list[socket.socket] = []
        self._passed = False
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            for sock in self._watched:
                sock.close()

    @property
    def left(self) -> float:
        return max(self._ends - time.monotonic(), 0.0)

    @property
    def passed(self) -> bool:
        return self._passed or self.left == 0.0

    def watch(self, sock: socket.socket) -> None:
        """Has the socket's connection shut when time is up. A duplicate is kept: TLS takes the first one over."""
        with self._lock:
            if self._passed:
                raise TimeoutError("the time for this fetch is over")
            self._watched.append(sock.dup())

    def _shut(self) -> None:
        with self._lock:
            self._passed = True
            for sock in self._watched:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:  # closed by the other side already
                    continue


class Route:
    """To one target by its checked addresses; what both kinds of connection use in place of a look-up."""

    def __init__(self, addresses: list[Address], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline

    def connect(self, port: int) -> socket.socket:
        """A connected socket to the first address that answers.

        Raises:
            OSError: none does, or the time is up.
        """
        failure: OSError = OSError("no address")
        for address in self._addresses:
            family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(max(min(CONNECT_SECONDS, self._deadline.left), 0.01))
                sock.connect((str(address), port))
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.settimeout(max(self._deadline.left, 0.01))
                self._deadline.watch(sock)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        raise failure


class Plain(HTTPConnection):
    def __init__(self, host: str, port: int, *, route: Route) -> None:
        super().__init__(host, port)
        self._route = route

    def _new_conn(self) -> socket.socket:
        return self._route.connect(self.port)


class Secure(HTTPSConnection):
    def __init__(self, host: str, port: int, *, route: Route, context: ssl.SSLContext) -> None:
        super().__init__(host, port, cert_reqs=ssl.CERT_REQUIRED, ssl_context=context)
        self._route = route

    def _new_conn(self) -> socket.socket:
        return self._route.connect(self.port)


def tls_context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:  # a machine without certificates of its own
        context.load_verify_locations(certifi.where())
    return context
