"""The state that guards the way back from Slack's page: signed, and known again only by its key."""

from __future__ import annotations

from handlers.oauth import SignedStates

OLD, NEW = b"a" * 32, b"b" * 32


def test_a_state_is_known_again() -> None:
    assert SignedStates([OLD]).consume(SignedStates([OLD]).issue())


def test_a_state_signed_with_the_former_key_still_counts() -> None:
    assert SignedStates([NEW, OLD]).consume(SignedStates([OLD]).issue())


def test_a_state_of_another_key_or_a_changed_one_does_not() -> None:
    state = SignedStates([OLD]).issue()
    assert not SignedStates([NEW]).consume(state)
    assert not SignedStates([OLD]).consume(state + "x")
