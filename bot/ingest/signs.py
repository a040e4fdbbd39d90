"""The words by which pages that are no article give themselves away; how they are weighed is told in `judge`.

As lists of phrases (regular expressions, in any case of letters). They are general: what sites of one kind say in many
places, in the languages that news comes in most. None is the wording of one site alone."""

from __future__ import annotations

import re

from bot.ingest.wording import phrases

BOT_CHECK = phrases(
    r"^just a moment",
    r"attention required!? \| cloudflare",
    r"checking (?:if the site connection is secure|your browser)",
    r"verif(?:y|ying) (?:that )?you are (?:a )?(?:human|not a (?:ro)?bot)",
    r"are you (?:a (?:human|robot)|human)\b",
    r"(?:i['’]m|you are|you['’]re) not a robot",
    r"unusual (?:traffic|activity) from your",
    r"pardon our interruption",
    r"enable javascript and cookies to continue",
    r"(?:complete|solve) the (?:security check|captcha|challenge)",
    r"please enable js and disable any ad blocker",
    r"incapsula incident",
    r"request unsuccessful",
    r"ddos protection by",
    r"you have been blocked",
    r"automated (?:access|requests|queries|tools)",
    r"security check(?:point)?\b",
    r"press (?:&|and) hold",
    r"access to this page has been denied",
    r"prove (?:that )?you(?:['’]re| are) (?:a )?human",
    r"human verification",
    r"bot (?:detection|protection|verification)",
    r"suspicious activity",
    r"looks? automated",
    r"requests? (?:was |were |has been |have been )?blocked",
    r"\bray id\b",
    r"kein roboter",
    r"vous n['’]êtes pas un robot",
    r"no eres un robot",
)
REGION = phrases(
    r"(?:not|isn['’]t|un)\s?available in (?:your|this|the) (?:country|region|location|area|territory|eu\b|european)",
    r"unavailable (?:in|to|for) (?:your|visitors|readers|users|most|european)",
    r"european economic area",
    r"unavailable due to legal reasons",
    r"(?:restricted|blocked) in your (?:country|region)",
    r"geo-?(?:blocked|restricted)",
    r"(?:can(?:not|[’']t)|could not) be (?:reached|accessed|viewed|shown) (?:from|in) your",
    r"nicht in (?:ihrem|deinem) land verfügbar",
)
DENIED = phrases(
    r"^access denied$",
    r"^(?:403|401)\b",
    r"\b403 forbidden",
    r"you (?:don['’]t|do not) have (?:permission|access)",
    r"not authori[sz]ed",
    r"^forbidden$",
    r"^unauthori[sz]ed$",
)
MISSING = phrases(
    r"(?:^|\n|error:? |fehler |erreur )404\b",
    r"\b404(?: error|:)",
    r"(?:page|article|story|content|post|document|file|seite|url) not found",
    r"(?:page|article|story|content|post|document|file|url) (?:was|is|could|can)(?: ?not|n['’]t) (?:be )?found",
    r"^not found$",
    r"(?:can['’]?t|cannot|couldn['’]?t|could not|unable to) find (?:(?:the|that|this|your) )?(?:page|article|story)",
    r"(?:can['’]?t|cannot|couldn['’]?t|could not|unable to) (?:seem to )?(?:find|locate) (?:the content|what you)",
    r"(?:page|article|story|address)\b.{0,30}\bcould(?: not|n['’]t) be located",
    r"(?:can['’]?t|cannot|couldn['’]?t|could not|unable to) find (?:that|this|it)(?: one)?[.,!]",
    r"^page (?:is )?(?:not |un)available",
    r"^(?:missing page|page (?:is )?missing)$",
    r"(?:page|article|story|content|link|post)\b.{0,40}\b(?:does(?:n['’]t| not) exist|no longer exists?|is missing)",
    r"(?:page|article|story|content|link|post)\b.{0,40}\b(?:has (?:been )?moved|has vanished)",
    r"(?:lost|misplaced) (?:this|that|the) page",
    r"is(?: not|n[’']t) here any ?more",
    r"(?:page|link|article|story)\b.{0,40}\b(?:may|might) (?:be broken|have (?:been )?(?:moved|removed|deleted))",
    r"cette page n[’']existe",
    r"nothing (?:was )?found",
    r"nothing (?:here|to see here)",
    r"(?:page|link).{0,40}(?:expired|broken)",
    r"(?:story|article|item|content|post|notice)\b.{0,20}\b(?:has|is|have|are) (?:since )?(?:expired|been archived)",
    r"(?:page|story|article|item|content|post|link)\b.{0,40}\bno longer (?:available|online|on (?:our|this) site)",
    r"no longer (?:here|exists)",
    r"seite (?:wurde )?nicht gefunden",
    r"page (?:introuvable|non trouvée)",
    r"página no encontrada",
    r"página não encontrada",
    r"pagina non trovata",
    r"pagina niet gevonden",
    r"oops",
    r"we['’]?(?:re| are)? (?:sorry|can['’]t find)[^.]{0,60}(?:page|find|exist)",
    r"looking for (?:isn['’]t|is not|cannot|can['’]t|does|has|might|may|was)",
)
REMOVED = phrases(
    r"(?:article|page|story|content|post|it|this)\b.{0,40}(?<!may )(?<!might )(?<!could )\b(?:has|have) been "
    r"(?:removed|deleted|taken down|withdrawn|unpublished|retired)",
    r"(?:article|page|story|post)\b.{0,40}\bwas (?:removed|deleted|taken down|withdrawn|unpublished)",
    r"(?:article|page|story|content|post)\b.{0,30}\bis no longer available",
    r"no longer available",
    r"(?:has|have) (?:removed|deleted|taken down|withdrawn|unpublished) (?:this|the) (?:article|story|page|post)",
    r"^(?:article|story|page|post) (?:deleted|removed|unpublished|withdrawn)$",
    r"\b410\b",
    r"^gone$",
    r"permanently (?:removed|deleted)",
    r"expired (?:article|story|content)",
)
PAYWALL = phrases(
    r"subscribe (?:now |today )?(?:to|and|for) (?:continue|keep|read|unlock|get (?:full|unlimited)|access|view|finish)",
    r"(?:to|and) (?:continue|keep) reading",
    r"(?:continue|keep) reading (?:with|by|for|this)",
    r"(?:see|view|our) subscription (?:options|plans|offers)",
    r"cancel any ?time",
    r"(?:this|the) (?:article|story|content|page|post|piece) is (?:(?:only|exclusively|just|available|reserved) ){0,2}"
    r"(?:to|for) (?:(?:our|paying|paid|registered) )?(?:subscribers?|members|readers who)",
    r"(?:already|are you) a (?:subscriber|member)\?",
    r"subscribers?[ -]only",
    r"(?:exclusive|only) (?:to|for) (?:our )?(?:subscribers|members)",
    r"for subscribers",
    r"(?:this|that|it|rest) is (?:only |just |exclusively |reserved )?for (?:our )?(?:paying )?members",
    r"(?:unlock|read) the (?:full|rest|whole)[^.]{0,20}(?:article|story)",
    r"unlock this (?:article|story)",
    r"you(?:['’]ve| have) (?:reached|used|read) (?:your|all|the).{0,40}(?:free|limit|articles)",
    r"(?:free )?articles? (?:remaining|left)",
    r"remaining free article",
    r"start your (?:free )?(?:trial|subscription)",
    r"choose (?:a|your) (?:plan|subscription)",
    r"subscription required",
    r"requires? a subscription",
    r"become a (?:member|subscriber) to",
    r"premium (?:content|article|members?)",
    r"register (?:for free )?to (?:continue|read)",
    r"log ?in or (?:subscribe|register)",
    r"jetzt (?:abonnieren|weiterlesen|freischalten)",
    r"nur für abonnenten",
    r"mit .{0,15}(?:plus|abo) (?:weiter)?lesen",
    r"réservé (?:à nos|aux) abonnés",
    r"abonnez-vous",
    r"suscríbete para",
    r"contenido exclusivo para suscriptores",
    r"assine para (?:continuar|ler)",
    r"exclusivo para assinantes",
    r"abbonati per",
    r"weiterlesen mit",
)
CONSENT = phrases(
    r"we (?:value|care about|respect) your privacy",
    r"(?:accept|agree to|allow|reject|refuse) (?:all|cookies)",
    r"cookies?",
    r"legitimate interests?",
    r"(?:our|\d+|selected) (?:\w+ )?(?:partners|third parties)",
    r"advertis(?:ing|ements?|ers?)",
    r"(?:pick|choose|show|select) (?:you )?(?:basic )?ads",
    r"(?:on|to) your (?:device|browser)",
    r"your (?:data|choices?)\b",
    r"personali[sz]ed (?:ads?|advertising|content)",
    r"store and/or access information",
    r"privacy (?:settings|choices|preferences|options|policy|notice)",
    r"manage (?:options|preferences|choices|settings|consent)",
    r"consent",
    r"vendors",
    r"tracking",
    r"gdpr",
    r"personal data",
    r"data protection",
    r"before you continue",
    r"datenschutz\w*",
    r"zustimm\w+",
    r"einwillig\w+",
    r"werbung",
    r"alle akzeptieren",
    r"(?:nous et )?nos partenaires(?: et nous)?",
    r"données personnelles",
    r"préférences",
    r"sans accepter",
    r"consentement",
    r"tout (?:accepter|refuser)",
    r"vie privée",
    r"aceptar",
    r"consentimiento",
    r"aceitar",
    r"accetta",
    r"akkoord",
    r"toestemming",
)
CONSENT_TITLE = phrases(
    r"privacy",
    r"cookies?",
    r"consent",
    r"before you continue",
    r"datenschutz",
    r"zustimmung",
    r"vie privée",
    r"privacidad",
    r"toestemming",
    r"gdpr",
)
SCRIPTS_WANTED = phrases(
    r"(?:enable|turn on|activate|allow|switch on|requires?|needs?|without|use|run)\b.{0,30}javascript",
    r"javascript (?:(?:is|must be|to be|has to be|seems to be|appears to be) )?"
    r"(?:required|disabled|enabled|not enabled|turned off|switched off)",
    r"javascript (?:aktivieren|ist deaktiviert)",
    r"activer javascript",
    r"habilit\w+ javascript",
    r"^loading\b",
    r"browser (?:is not supported|does(?:n['’]t| not) support)",
)
LOGIN = phrases(
    r"(?:log|sign) ?in\b",
    r"\bpassword\b",
    r"forgot(?:ten)? (?:your )?password",
    r"create an account",
    r"anmelden",
    r"passwort",
    r"se connecter",
    r"mot de passe",
    r"iniciar sesión",
    r"contraseña",
)
LIST_TITLE = phrases(
    r"^(?:home|homepage|front page|search(?: results)?|news|archives?|tags?|topics?|category)\b\W*(?:$|[|–—:-])",
    r"^(?:latest (?:news|stories|headlines)|all (?:news|stories|articles)|breaking news)\b\W*(?:$|[|–—:-])",
    r"^(?:search results|results) for\b",
    r"^(?:articles|posts|stories|news) (?:by|about|tagged|in|from)\b",
    r"\barchives?$",
    r"^(?:tag|category|topic|author|section)\s*:",
    r"\b\d+ results\b",
    r"latest news,? .*(?:headlines|breaking|sport|videos)",
    r"^(?:startseite|aktuelles|nachrichten|themen|alle (?:artikel|beiträge|meldungen|nachrichten)|suchergebnisse?"
    r"|suche)\b\W*(?:$|[|–—:-])",
    r"^(?:accueil|à la une|toute l['’]actualité|tou(?:s|tes) les (?:articles|actualités)"
    r"|résultats? de (?:la )?recherche|recherche)\b\W*(?:$|[|–—:-])",
    r"^(?:inicio|portada|últim[ao]s notícias|últimas noticias|todas las noticias|resultados de (?:la )?búsqueda"
    r"|buscar|busca|início)\b\W*(?:$|[|–—:-])",
    r"^(?:prima pagina|ultime notizie|tutte le notizie|risultati della ricerca|laatste nieuws|voorpagina"
    r"|zoekresultaten|senaste nytt|siste nytt|seneste nyt"
    r"|strona główna|najnowsze|wyniki wyszukiwania|uutiset|tuoreimmat|etusivu)\b\W*(?:$|[|–—:-])",
)
# Hosts and paths of consent pages.
CONSENT_PLACE = phrases(
    r"consent",
    r"cookie-?wall",
    r"privacy-?(?:gate|wall|mgmt|center|centre)",
    r"gdpr",
    r"cmp",
    r"myprivacy",
    r"zustimmung|einwilligung|datenschutz|consentement|consentimiento|consentimento|consenso|toestemming|samtycke"
    r"|samtykke",
    r"cookies?|privacy-?(?:choices?|settings?)|tcf|pur",
    r"guce",
    before=r"(?:^|[./_-])",
    after=r"(?:$|[./?_-])",
)


def is_consent_place(url: str | None) -> bool:
    """Whether an address is one of consent, by its host and path: `consent.…`, `/x/cookie-wall`, `/collectConsent`."""
    place = (url or "").partition("://")[2].partition("?")[0]
    return CONSENT_PLACE.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", place)) is not None


# Paths of lists.
LIST_PATH = phrases(
    r"/(?:tags?|topics?|category|categories|sections?|authors?|by|search|archives?|people|profiles?|keywords?|team"
    r"|writers?|reporters?|journalists?|contributors?|staff)(?:/|$)",
    r"/(?:thema|themen|schlagwort|rubrik|kategorie|suche|feeds?|latest|page/\d+|collections?)(?:/|$)",
    r"/(?:etiquetas?|temas?|categorias?|secci[oó]n(?:es)?|autor(?:es)?|firmas?|buscar|busca|rubriques?|dossiers?"
    r"|sujets?|auteurs?|recherche"
    r"|argomenti|categorie|autori|ricerca|onderwerp(?:en)?|zoeken|auteur|ämne|amne|sok|søk|emne|temat|tag-list"
    r"|kategoria|szukaj|haku|aiheet|ressort"
    r"|series?|newsletters?|digests?|all|neueste|ticker|profil|profile)(?:/|$)",
    r"[?&](?:s|q|query|search|keyword|suche|buscar|recherche|page|paged|offset)=",
)
# How a notice speaks to its reader.
CONSENT_SPOKEN = phrases(
    r"we (?:value|care about|respect) your privacy",
    r"(?:we|with) and (?:our|selected|up to|\d)",
    r"our (?:\d+ )?(?:trusted )?(?:partners|vendors|advertisers)",
    r"(?:we|partners|vendors) (?:use|process|store|share|may use|would like)",
    r"your (?:consent|choices?|device|privacy|personal data|preferences)",
    r"store and/or access",
    r"we (?:and|need) (?:\d+|your)",
    r"(?:wir|unsere) und (?:unsere|bis zu|\d)",
    r"(?:ihre|deine) (?:zustimmung|einwilligung|daten)",
    r"(?:unsere|bis zu \d+) partner",
    r"nous et nos",
    r"votre (?:consentement|appareil|vie privée)",
    r"(?:nosotros y )?nuestros socios",
    r"(?:tu|su) (?:privacidad|consentimiento)",
    r"i nostri partner",
    r"onze partners",
)
# A site's own trouble, told in a page of its own.
TROUBLE = phrases(
    r"(?:down|closed|offline|unavailable) for (?:scheduled |planned |essential )?maintenance",
    r"(?:scheduled|planned|undergoing|under|site) maintenance",
    r"(?:scheduled|planned) (?:down ?time|outage)",
    r"(?:offline|down|unavailable) while we",
    r"expect to be back",
    r"^maintenance$",
    r"(?:be|back) (?:right |back )?(?:back )?(?:soon|shortly|online soon)\b",
    r"temporarily (?:unavailable|down|offline|out of service)",
    r"technical (?:difficulties|problems?|error|issue)",
    r"^(?:50[0-4]\b|internal server error|bad gateway|service unavailable|gateway time-?out)",
    r"something(?:[’']s| is| has)? (?:went|gone|broken|broke)\b",
    r"(?:be|are) right back",
    r"unexpected error",
    r"error (?:occurred|processing|establishing a database connection)",
    r"try again (?:later|in a few)",
    r"wartungsarbeiten",
)
VIDEO_PLACE = phrases(r"/(?:videos?|watch|player|mediathek|clips?)(?:/|\?|$)")
