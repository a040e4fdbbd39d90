"""Which addresses a link given by a stranger may lead to. What always holds here:

- a link is taken apart once, by one strict parser, and the request is made from those parts, never from the string;
- a name is resolved once, every answer is checked, one bad answer refuses them all, and the caller connects to the
  checked address itself, so a name that changes its answer (DNS rebinding) wins nothing;
- an address must be public by `ipaddress` AND be outside our own deny list. Python 3.12.1's `is_global` lets
  192.0.0.192 through (Oracle Cloud's metadata service), so it is not relied on alone.

The one exception is `allow`: (host, port) pairs that the newsroom has named, for intranets and tests.
"""

from __future__ import annotations

import re
import socket
import threading
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from bot.ingest.outcomes import NoArticle
from bot.ingest.types import Kind

Address = IPv4Address | IPv6Address
Allow = frozenset[tuple[str, int]]

PORTS = {"http": 80, "https": 443}
# News is served on these; anything else is more likely somebody's database than somebody's newspaper.
WEB_PORTS = frozenset({80, 443, 8080, 8443})

DENIED_V4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier NAT; Alibaba Cloud's metadata service
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's host agent, on a public address
        "169.254.0.0/16",  # link-local; metadata services
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; Oracle Cloud's metadata service
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
DENIED_V6 = tuple(
    IPv6Network(net)
    for net in (
        "::/96",  # unspecified, loopback, "compatible" IPv4
        "::ffff:0:0/96",  # IPv4 in disguise
        "64:ff9b:1::/48",  # local NAT64
        "100::/64",  # discard
        "2001::/23",  # protocol assignments, Teredo
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fc00::/7",  # unique local; AWS's metadata service
        "fe80::/10",  # link-local
        "fec0::/10",  # site-local
        "ff00::/8",  # multicast
    )
)
# An IPv6-only network reaches the IPv4 web through these; the address within is the one that counts.
NAT64 = IPv6Network("64:ff9b::/96")

_CONTROL_OR_SPACE = re.compile(r"[\x00-\x20\x7f\\]")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
_HOST_CHARACTERS = re.compile(r"[a-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A link, taken apart. `host` is lower case ASCII without brackets or a final dot; `path` has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt counts sites."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        return self.origin + self.path


def parse(url: str, allow: Allow = frozenset()) -> Target:
    """Takes a link apart.

    Raises:
        NoArticle: with `Kind.UNSAFE`, where it is no plain web link: another scheme, a password in it, an odd port,
            a number in disguise for a host.
    """
    url = url.strip()
    if _CONTROL_OR_SPACE.search(url):
        raise NoArticle(Kind.UNSAFE, "malformed", url=url)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NoArticle(Kind.UNSAFE, "malformed", url=url) from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS or "@" in parts.netloc or not parts.hostname:
        raise NoArticle(Kind.UNSAFE, "malformed", url=url)
    host = _host(parts.hostname, url)
    port = PORTS[scheme] if port is None else port
    if port not in WEB_PORTS and (host, port) not in allow:
        raise NoArticle(Kind.UNSAFE, url=url)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|{}")
    return Target(scheme=scheme, host=host, port=port, path=path if path.startswith("/") else "/" + path)


def _host(given: str, url: str) -> str:
    if ":" in given:
        if "%" in given:
            raise NoArticle(Kind.UNSAFE, url=url)
        return given.lower()
    try:
        host = given.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise NoArticle(Kind.UNSAFE, "malformed", url=url) from None
    if not _HOST_CHARACTERS.fullmatch(host):
        raise NoArticle(Kind.UNSAFE, "malformed", url=url)
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        try:
            return str(IPv4Address(host))
        except ValueError:  # 127.1, 0x7f000001, 2130706433: what the C library reads as addresses
            raise NoArticle(Kind.UNSAFE, url=url) from None
    return host


def is_public(address: Address) -> bool:
    """Whether anyone on the internet could reach the address."""
    if isinstance(address, IPv6Address) and address in NAT64:
        return is_public(IPv4Address(address.packed[-4:]))
    denied = DENIED_V4 if isinstance(address, IPv4Address) else DENIED_V6
    if any(address in network for network in denied):
        return False
    return address.is_global and not address.is_multicast


def resolve(target: Target, timeout: float, allow: Allow = frozenset()) -> list[Address]:
    """The addresses of the target, all of them checked, in the order to try them.

    Args:
        target: where to go.
        timeout: seconds that the look-up may take; the system's own resolver knows no limit.
        allow: pairs that may be reached although they are not public.

    Raises:
        NoArticle: `UNSAFE` where any address is not public, `ERROR` where the name is unknown, `SLOW`.
    """
    found = _look_up(target, timeout)
    if (target.host, target.port) not in allow and not all(map(is_public, found)):
        raise NoArticle(Kind.UNSAFE, url=target.url)
    return found


def _look_up(target: Target, timeout: float) -> list[Address]:
    try:
        return [ip_address(target.host)]
    except ValueError:
        pass
    answers: list[Address] = []
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for *_, where in socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM):
                address = ip_address(str(where[0]).partition("%")[0])
                if address not in answers:
                    answers.append(address)
        except (OSError, UnicodeError, ValueError) as failure:
            failures.append(failure)

    # getaddrinfo can't be stopped; a thread that is left behind ends with the resolver's own patience.
    asking = threading.Thread(target=ask, name="resolve", daemon=True)
    asking.start()
    asking.join(max(timeout, 0.0))
    if asking.is_alive():
        raise NoArticle(Kind.SLOW, url=target.url)
    if failures or not answers:
        raise NoArticle(Kind.ERROR, "name", url=target.url) from (failures[0] if failures else None)
    return answers
