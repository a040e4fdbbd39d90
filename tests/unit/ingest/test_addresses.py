"""No link that a stranger gives leads to an address that is not on the public web."""

from __future__ import annotations

import socket
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.addresses import is_public, parse, resolve
from bot.ingest.outcomes import NoArticle
from bot.ingest.types import Kind


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",  # Alibaba Cloud's metadata
        "127.0.0.1",
        "168.63.129.16",  # Azure's host agent
        "169.254.169.254",  # the metadata of most clouds
        "172.31.255.255",
        "192.0.0.192",  # Oracle Cloud's metadata; Python 3.12.1 calls it global
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.215.14",  # disguised, if public
        "64:ff9b::a9fe:a9fe",  # link-local through NAT64
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd00:ec2::254",  # AWS's metadata
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_inner_addresses_are_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"]
)
def test_public_addresses_are_let_through(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses())
def test_nothing_private_is_public(address: object) -> None:
    checked = ip_address(str(address))
    if is_public(checked):
        assert not checked.is_loopback
        assert not checked.is_link_local
        assert not checked.is_multicast


@pytest.mark.parametrize(
    "link",
    [
        "file:///etc/passwd",
        "ftp://tide.example/",
        "gopher://tide.example/",
        "javascript:alert(1)",
        "//tide.example/",
        "tide.example/news",
        "http://",
        "http:///127.0.0.1/",
        "http://user:secret@tide.example/",
        "http://tide.example@127.0.0.1/",
        "http://127.0.0.1\\@tide.example/",
        "http://tide.example/a\r\nHost: inner",
        "http://tide.example/ a",
        "http://tide.example:22/",
        "http://tide.example:6379/",
        "http://tide.example:99999/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[fe80::1%25eth0]/",
        "http://[::1",
        "http://a..b/",
    ],
)
def test_odd_links_are_refused_before_any_look_up(link: str) -> None:
    with pytest.raises(NoArticle) as outcome:
        parse(link)
    assert outcome.value.kind is Kind.UNSAFE


@pytest.mark.parametrize(
    ("link", "normal"),
    [
        ("HTTPS://Tide.Example/News", "https://tide.example/News"),
        ("http://tide.example", "http://tide.example/"),
        ("http://tide.example.:80/a", "http://tide.example/a"),
        ("https://tide.example:8443/a?b=c#d", "https://tide.example:8443/a?b=c"),
        ("https://tide.example/straße/ö?q=ä", "https://tide.example/stra%C3%9Fe/%C3%B6?q=%C3%A4"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[2606:2800::1]/x", "http://[2606:2800::1]/x"),
        ("  https://tide.example/a%20b  ", "https://tide.example/a%20b"),
    ],
)
def test_a_link_is_taken_apart(link: str, normal: str) -> None:
    assert parse(link).url == normal


def test_circled_digits_are_an_address() -> None:
    target = parse("http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/")
    with pytest.raises(NoArticle):
        resolve(target, 1.0)


def _answers(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    asked: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, port)) for answer in answers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_one_bad_answer_of_several_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, "93.184.215.14", "127.0.0.1")
    with pytest.raises(NoArticle) as outcome:
        resolve(parse("http://tide.example/"), 1.0)
    assert outcome.value.kind is Kind.UNSAFE


def test_a_name_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _answers(monkeypatch, "93.184.215.14", "93.184.215.14")
    assert [str(a) for a in resolve(parse("http://tide.example/"), 1.0)] == ["93.184.215.14"]
    assert asked == ["tide.example"]


def test_a_named_pair_may_be_private(monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, "10.0.0.7")
    allow = frozenset({("intranet", 9000)})
    assert [str(a) for a in resolve(parse("http://intranet:9000/", allow), 1.0, allow)] == ["10.0.0.7"]
    with pytest.raises(NoArticle):  # another port of the same host is not named
        resolve(parse("http://intranet/", allow), 1.0, allow)


def test_an_unknown_name_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NoArticle) as outcome:
        resolve(parse("http://nowhere.example/"), 1.0)
    assert (outcome.value.kind, outcome.value.cause) == (Kind.ERROR, "name")
