"""The news agencies, by the names and short forms that stand in datelines and credit lines."""

from __future__ import annotations

import re

_NAMES = """
AAP|Australian Associated Press
AFP|Agence France-Presse|Agence France Presse
AGERPRES
ANA|Athens News Agency
ANI|Asian News International
ANP
ANSA
ANTARA|Antara News
AP|Associated Press|The Associated Press
APA|Austria Presse Agentur
APS
ATS|Keystone-ATS|Keystone-SDA|SDA
Agência Brasil|Agencia Brasil
Anadolu|Anadolu Agency
BNO News
BNS|Baltic News Service
BTA
Belga
Bernama
Bloomberg|Bloomberg News
CNA|Central News Agency
CNS|China News Service
CP|Canadian Press|The Canadian Press|La Presse Canadienne
ČTK|CTK
DPA|Deutsche Presse-Agentur|German Press Agency
EFE|Agencia EFE
ENA
FENA
Fars|Fars News Agency
GNA|Ghana News Agency
HINA
IANS
INA
IPS|Inter Press Service
IRNA
ISNA
Interfax
JTA
Jiji|Jiji Press
KCNA
KUNA
Kyodo|Kyodo News
LUSA
MENA
MTI
NAN|News Agency of Nigeria
NNA
NTB
Notimex
PA|PA Media|Press Association|The Press Association
PAP
PNA|Philippine News Agency
PTI|Press Trust of India
Prensa Latina
QNA
RIA|RIA Novosti
Reuters|Thomson Reuters
Ritzau
SANA
SID
SPA|Saudi Press Agency
STA
STT
Sputnik
TASS|Itar-Tass
TT|TT News Agency
Tanjug
Tasnim
Télam|Telam
UNI
UPI|United Press International
Ukrinform
VNA|Vietnam News Agency
WAM
Xinhua|Xinhua News Agency
Yonhap|Yonhap News Agency
"""
_KNOWN = frozenset(name.strip().casefold() for line in _NAMES.split("\n") for name in line.split("|") if name.strip())
# Short forms that are ordinary words, or states, unless they are written in capitals.
_IN_CAPITALS = frozenset(
    {"ina", "sana", "ana", "nan", "mena", "spa", "pap", "pa", "cp", "tt", "sta", "uni", "sid", "ena", "aps", "ria"}
)
_BETWEEN = re.compile(r"\s*(?:,|/|;|&|\+|\||\band\b|\bmit\b|\bwith\b)\s*")


def is_agency(name: str) -> bool:
    """Whether a name or short form is a news agency's."""
    name = name.strip(" .")
    folded = name.casefold()
    return folded in _KNOWN and (folded not in _IN_CAPITALS or name.isupper())


def agencies_in(credit: str) -> tuple[str, ...]:
    """The agencies of a credit, as written there; empty where anything else is named as well."""
    names = [part.strip(" .") for part in _BETWEEN.split(credit) if part.strip(" .")]
    return tuple(dict.fromkeys(names)) if names and all(map(is_agency, names)) else ()
