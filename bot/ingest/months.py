"""The months by their first letters, in the languages that news comes in; English is read by `moments`."""

from __future__ import annotations

# A month a line, January first. Where two languages share a form for two months, as Polish and Croatian do, the longer
# form tells, or the language of more readers.
_FORMS = """
jan jän ene gen ian jaan janv sty sij led sausi tammi янв січ яну ιαν oca जन يناير كانون_الثاني ינואר มกรา
feb fév fev febr veeb lut velj únor úno vasar helmi фев лют φεβ şub फ़र फर فبراير شباط פברואר กุมภา
mar mär már maart märt març ožu bře březn kovo maali мар бер μαρ μάρ mart मार्च مارس آذار מרץ מרס มีนา
apr abr avr ápr kwi dub tra bal huhti апр кві απρ nis अप्रै أبريل ابريل نيسان אפריל เมษา
mai may mag mei maj máj maig kvě svib gegu touko мая май тра μαΐ μαι μάι मई مايو أيار מאי พฤษภา
jun juin giu jún juny iun juun cze červn lipnj birže kesä июн чер юни ιουν ιούν haz जून يونيو حزيران יוני มิถุนา
jul juil lug júl iul juul lipca lip červen srpnj liepo heinä июл лип юли ιουλ ιούλ tem जुला يوليو تموز יולי กรกฎา
aug août ago agu agost sie srpna srpn kol rugpj elok авг сер αυγ αύγ ağu अग أغسطس اغسطس آب אוגוסט สิงหา
sep set szep wrz zář ruj rugsė syys сен вер сеп σεπ eyl सित سبتمبر أيلول ספטמבר กันยา
okt oct out ott paź říj spali loka окт жов οκτ eki अक्ट अक्तू أكتوبر اكتوبر אוקטובר ตุลา
nov noi lis stu lapkr marra ноя лис ное νοε νοέ kas नव نوفمبر נובמבר พฤศจิ
dez dic déc dec dets des gru pro gruod joulu дек гру δεκ ara दिस ديسمبر דצמבר ธันวา
"""
_STEMS = {
    form.replace("_", " "): month
    for month, line in enumerate(_FORMS.strip().split("\n"), start=1)
    for form in line.split()
}
_LONGEST = max(map(len, _STEMS))


def month_of(name: str) -> int:
    """The month of a name, 1 to 12; 0 where it is none. Hebrew's "in" may stand before it."""
    name = name.lower()
    for given in (name, name[1:] if name.startswith("ב") else ""):
        for size in range(min(_LONGEST, len(given)), 1, -1):
            if given[:size] in _STEMS:
                return _STEMS[given[:size]]
    return 0
