"""How parts of pages are called in their markup, whatever the language of the page."""

from __future__ import annotations

import re

# What asks for consent: classes, ids, fields, targets of forms, names of the services that do it for many sites.
CONSENT_NAMES = re.compile(
    r"consent|cookie|gdpr|dsgvo|rgpd|lgpd|(?<![a-z])(?:tcf|cmp|pur)(?![a-z])|privacy|datenschutz|vendor-?list|iab-"
    r"|samtyck|samtykk|onetrust|didomi|usercentric|cookiebot|sp_message|sourcepoint|quantcast|qc-|trustarc|truste"
    r"|axeptio|iubenda|consentmanager|accept-?all|reject-?all",
    re.IGNORECASE,
)
