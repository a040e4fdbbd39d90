"""A child process: what it answers, and what becomes of it when a call goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Generator

import pytest

from bot.child import MB, Child, ChildFailed, Limits
from bot.errors import NotReadable
from tests.support.served import Served, Unable

Make = Callable[..., Child]


@pytest.fixture
def make() -> Generator[Make]:
    made: list[Child] = []

    def make_child(factory: Callable[[], object] = Served, **limits: float) -> Child:
        made.append(Child(factory, name="served", limits=Limits(**limits)))  # type: ignore[arg-type]
        return made[-1]

    yield make_child
    for child in made:
        child.close()


@pytest.fixture(scope="module")
def child() -> Generator[Child]:
    """One for the tests that leave it as it was."""
    shared = Child(Served, name="served")
    yield shared
    shared.close()


def test_a_call_returns_what_the_method_returned(child: Child) -> None:
    assert child.call("double", 21) == 42


def test_an_error_of_ours_comes_through_as_it_is(child: Child) -> None:
    with pytest.raises(NotReadable, match="a scan") as raised:
        child.call("refuse")
    assert raised.value.code == "PQ-1"


def test_an_unexpected_error_says_where_but_not_what(child: Child) -> None:
    with pytest.raises(ChildFailed, match=r"KeyError at .*served\.py:\d+") as raised:
        child.call("break_down")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (("hang",), "took more than"),
        (("crash",), r"signal 11"),
        (("fill", 4_000), r"exit 137"),  # more memory than the limit
    ],
)
def test_a_call_that_goes_wrong_costs_only_itself(make: Make, call: tuple[object, ...], says: str) -> None:
    child = make(seconds=2.0, memory=500 * MB)
    with pytest.raises(ChildFailed, match=says):
        child.call(*call)  # type: ignore[arg-type]
    assert child.call("double", 1) == 2


def test_a_child_that_was_killed_between_calls_is_replaced(make: Make) -> None:
    child = make()
    child.call("double", 1)
    process = child._process
    assert process is not None
    process.kill()
    process.join()
    assert child.call("double", 1) == 2


def test_a_child_that_has_grown_is_replaced(make: Make) -> None:
    child = make(recycle_above=100 * MB)
    first = child.call("pid")
    child.call("fill", 120)
    assert child.call("pid") != first


def test_a_child_that_has_not_grown_is_kept(child: Child) -> None:
    assert child.call("pid") == child.call("pid")


def test_what_cannot_be_made_says_why(make: Make) -> None:
    with pytest.raises(ChildFailed, match="could not start: OSError: no model"):
        make(Unable).call("double", 1)
