"""The week that is simulated, its channels and watches, what goes wrong when, and what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.digest import slots
from bot.digest.slots import Timetable
from bot.digest.types import Filters, OnEmpty
from bot.services.digests import DigestForm

WORKDAYS, EVERY_DAY, WEEKEND = ("mon", "tue", "wed", "thu", "fri"), tuple(slots.Weekday), ("sat", "sun")

START = datetime(2024, 3, 27, 6, tzinfo=UTC)  # a Wednesday; London's clocks go forward on the 31st
END = START + timedelta(days=7)
OUTAGE = (datetime(2024, 3, 28, 7, 40, tzinfo=UTC), datetime(2024, 3, 28, 8, 40, tzinfo=UTC))
STOP = (datetime(2024, 3, 30, 21, tzinfo=UTC), datetime(2024, 3, 31, 14, tzinfo=UTC))  # over the night of the change
ARCHIVED = (datetime(2024, 4, 2, 13, 30, tzinfo=UTC), datetime(2024, 4, 2, 16, 30, tzinfo=UTC))


def _form(
    days: Iterable[str], times: list[str], zone: str, *, say: bool = True, **filters: tuple[str, ...]
) -> DigestForm:
    return DigestForm(
        channel="",
        timetable=Timetable.of(days, times, zone),
        filters=Filters(**filters),  # type: ignore[arg-type]
        on_empty=OnEmpty.SAY if say else OnEmpty.SKIP,
    )


CHANNELS = {
    "news-desk": _form(WORKDAYS, ["08:00", "17:00"], "Europe/London", say=False),
    "politics": _form(WORKDAYS, ["07:30"], "Europe/London", words=("council", "vote")),
    "night-desk": _form(EVERY_DAY, ["01:30"], "Europe/London"),
    "us-desk": _form(WORKDAYS, ["09:00"], "America/New_York"),
    "pacific": _form(EVERY_DAY, ["06:00"], "Australia/Sydney"),
    "business": _form(
        EVERY_DAY, ["12:00", "15:00", "18:00"], "Europe/London", outlets=("Bay Courier", "Northern Ledger")
    ),
    "weekend": _form(WEEKEND, ["10:00"], "America/New_York"),
}

WATCHED = (("mia", "Elena Ortiz"), ("mia", "Tom Marsh"), ("sam", "Elena Ortiz"), ("kofi", "“night ferry”"),
           ("ingrid", "Rosa Chen"), ("ingrid", "“school meals”"))  # fmt: skip


@dataclass(kw_only=True)
class Result:
    """What became of a week."""

    slots: int = 0
    once: int = 0
    missed: int = 0
    double: int = 0
    alerts: int = 0
    double_alerts: int = 0
    missed_alerts: int = 0
    kills: int = 0
    faults: int = 0
    articles: int = 0
    notices: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing was missed and nothing came twice."""
        return self.once == self.slots and not (self.missed or self.double or self.double_alerts or self.missed_alerts)

    def line(self) -> str:
        """The last line."""
        return (
            f"slots {self.slots}, posted once {self.once}, missed {self.missed}, double {self.double}, "
            f"alerts {self.alerts}, double alerts {self.double_alerts}"
        )
