"""How a site speaks when it has no article to show: its words for each kind of notice, in many languages.

A notice may be worded in any way, so these patterns are wide: a noun of the trade and, near it, what is said of it.
They are asked only where nothing on a page looks like a story (see `notice`), and there the kind that is said most
counts. None is the wording of one site."""

from __future__ import annotations

import re

from bot.ingest.wording import phrases

_NEAR = r"[^.!?\n]{0,60}"


def _near(noun: str, said: str) -> str:
    """A noun with what is said of it in the same sentence, in either order."""
    return rf"(?:(?:{noun}){_NEAR}(?:{said})|(?:{said}){_NEAR}(?:{noun}))"


MISSING = phrases(
    r"\b40[04]\b",
    _near(
        r"\b(?:pages?|articles?|story|stories|content|posts?|links?|url|address|file|document|item|piece"
        r"|looking for)\b",
        r"\b(?:not|\w+n['’]t|cannot|no longer|never|nowhere|nothing|missing|gone|moved|lost|vanish\w*|disappear\w*"
        r"|expired?"
        r"|broken|dead|retired|wrong|mistyped|misspel\w+|wander\w+|unknown|invalid|trace)\b",
    ),
    r"\b(?:no such|dead end|wrong turn|off the map|whoops|oops|uh[ -]?oh|hoppla|huch|oups|ups)\b",
    r"\b(?:nothing|nobody)\b[^.!?\n]{0,20}\b(?:here|lives|home|there)\b",
    _near(
        r"(?:seiten?|artikel|beitrag|beiträge|inhalte?|link|adresse|meldung|dokument)\b",
        r"\b(?:nicht|keine?[nr]?|verschoben|gelöscht|entfernt|depubliziert|verschwunden|abgelaufen|ungültig"
        r"|veraltet)\b",
    ),
    _near(
        r"\b(?:page|articles?|contenu|lien|adresse|document)\b",
        r"\b(?:n['’]\w+ (?:pas|plus)|ne \w+ (?:pas|plus)|introuvable|déplacée?|supprimée?|retirée?|disparue?"
        r"|expirée?|erronée?)\b",
    ),
    r"\bintrouvable\b",
    _near(
        r"\b(?:página|artículo|noticia|contenido|enlace|dirección|nota|artigo|notícia|matéria|conteúdo|endereço)\b",
        r"\b(?:no|não|movid[oa]|eliminad[oa]|borrad[oa]|retirad[oa]|removid[oa]|apagad[oa]|desapareci\w+"
        r"|caducad[oa]|expirou"
        r"|inexistente)\b",
    ),
    r"\b(?:no|não) (?:\w+ ){0,3}(?:encontr\w+|existe)\b",
    _near(
        r"\b(?:pagina|articolo|contenuto|notizia|collegamento|indirizzo)\b",
        r"\b(?:non|rimoss[oa]|spostat[oa]|cancellat[oa]|eliminat[oa]|inesistente|scadut[oa])\b",
    ),
    _near(
        r"\b(?:pagina|artikel|bericht|adres)\b",
        r"\b(?:niet|geen|verwijderd|verplaatst|verdwenen|verlopen)\b",
    ),
    _near(
        r"\b(?:sidan?|siden|artikk?el\w*|länken?|lenken?|adress\w*|innhold\w*|indhold\w*)\b",
        r"\b(?:inte|ikke|flyttad|flyttet|borttagen|fjernet|slettet|försvunn\w+)\b",
    ),
    _near(r"\b(?:stron[aęy]|artykuł\w*|treś\w+|adres)\b", r"\b(?:nie|usunię\w+|przenies\w+|wygas\w+|brak)\b"),
    _near(r"\b(?:sivua?|artikkelia?|juttua?|linkki)\b", r"\b(?:ei|poistettu|siirretty)\b"),
    _near(r"\b(?:stránk[auy]|člán(?:ek|ok|ku)|adresa)\b", r"\b(?:ne\w+|smazán\w*|odstraněn\w*|odstránen\w*)\b"),
    _near(r"\b(?:sayfa|haber|içerik)\w*", r"\b(?:bulunama\w+|yok|kaldırıl\w+|silin\w+)\b"),
    _near(r"\b(?:oldal|cikk)\w*", r"\b(?:nem|nincs|töröl\w+)\b"),
    _near(r"\b(?:страниц|стат|материал|сторінк)\w*", r"\b(?:не|нет|немає|удал\w+|видален\w+)\b"),
    r"(?:ページ|記事).{0,30}(?:見つかり|存在し|削除|終了|ありません)",
    r"(?:掲載|公開|配信)(?:期間)?[がはを].{0,6}終了|お探しの(?:ページ|記事)|URLが?(?:変更|間違)",
    r"(?:链接|連結|网址|網址).{0,8}(?:失效|过期|過期|有误|有誤)|已(?:下线|下架)",
    r"(?:요청하신|찾으시는) (?:페이지|기사)|(?:주소|링크)가 (?:잘못|변경|만료)",
    r"(?:页面|頁面|文章|内容|內容).{0,20}(?:不存在|找不到|删除|刪除|未找到)|找不到",
    r"(?:페이지|기사).{0,20}(?:없습니다|찾을 수|삭제)",
)
# Said as a fact: whatever may have been removed may as well have been moved.
REMOVED = phrases(
    r"(?<!or )(?<!been moved, )\b(?:removed|deleted|withdrawn|taken down|pulled|retracted|unpublished|depublished)\b",
    r"\b(?:gelöscht|entfernt|entfernen|depubliziert\w*|zurückgezogen)\b",
    r"\b(?:supprimée?|retirée?|dépubliée?)\b",
    r"\b(?:eliminad[oa]|retirad[oa]|borrad[oa]|removid[oa]|apagad[oa]|rimoss[oa]|cancellat[oa])\b",
    r"\b(?:verwijderd|borttagen|fjernet|slettet|poistettu|usunięt\w+|odstraněn\w*|kaldırıl\w+|удал[её]н\w*)\b",
    r"削除|删除|刪除|삭제",
)
PERHAPS = phrases(
    r"\b(?:may|might|could|perhaps|maybe|possibly|either|vielleicht|möglicherweise|eventuell|wurde eventuell|könnte"
    r"|peut|peut-être|puede|podría|quizás?|tal vez|pode|talvez|può|potrebbe|forse|misschien|mogelijk|kanske|kanskje"
    r"|måske"
    r"|może|возможно|ehkä)\b"
)
TROUBLE = phrases(
    r"\b(?:maintenance|maintaining|upgrad\w+|outage|downtime|overload\w*|overwhelmed|back (?:soon|shortly|online|in)"
    r"|try (?:again|later)|come (?:back|again)|working on it|being (?:fixed|repaired)|on our (?:end|side)"
    r"|out of order|reboot\w*)\b",
    r"\b(?:our|the) (?:servers?|systems?|engineers?|technicians?|database|backend)\b",
    r"\b(?:technical|internal|server|system|application|database|unexpected|temporary|temporarily)\b"
    r"[^.!?\n]{0,20}\b(?:fault|errors?|problems?|difficult\w+|issues?|hitch\w*|unavailable|down|offline|failure"
    r"|failed)\b",
    r"\b(?:went|gone|gone a bit) wrong\b",
    r"\b50[0234]\b",
    r"wartung\w*|störung\w*|überlastet|technische[nrs]? (?:problem\w*|fehler|schwierigkeit\w*)|gleich (?:wieder"
    r"|zurück)",
    r"später (?:noch ?mal|noch einmal|erneut|wieder)|serverfehler|vorübergehend",
    r"maintenance|en travaux|équipe technique|(?:problème|incident|erreur|souci)s? (?:technique|interne|serveur)s?"
    r"|en panne",
    r"réessaye\w*|retour prévu|momentanément|revenez|patience",
    r"mantenimiento|manutención|(?:problemas?|error|fallo)s? (?:técnic\w+|interno|del servidor)"
    r"|int[eé]nt\w+ (?:de nuevo|más tarde)",
    r"volve(?:mos|remos) (?:pronto|enseguida|en)|manutenção|(?:problemas?|erro|falha) (?:técnic\w+|interno)"
    r"|tente novamente|voltamos",
    r"manutenzione|(?:problem\w|errore|guasto) (?:tecnic\w+|interno|del server)|riprova\w*|torniamo|torneremo",
    r"onderhoud|storing|technische (?:fout|problemen)|probeer het|underhåll|vedlikehold|vedligehold\w*|försök igen"
    r"|prøv (?:igjen|igen)",
    r"tekni(?:ska|ske|skt|sk) (?:fel|feil|fejl|problem\w*)|driftst?(?:stopp|forstyrrelse)\w*",
    r"przerwa techniczna|prace techniczne|konserwac\w+|awari\w+|spróbuj ponownie|huolto\w*|údržb\w+|výpad\w+|bakım\w*",
    r"технически\w+ (?:работ|проблем|сбо)\w*|попробуйте (?:позже|ещё)|メンテナンス|障害|维护|維護|점검",
)
BOTS = phrases(
    r"\b(?:robots?|bots?|captcha|humans?|automated|automation|scrap(?:ers?|ing)|crawlers?|cloudflare|ray id|ddos"
    r"|firewall)\b",
    r"\b(?:unusual|suspicious|malicious)\b[^.!?\n]{0,25}\b(?:traffic|activity|requests?|behaviou?r|network)\b",
    r"\b(?:security|browser|connection) (?:check|verification|challenge)\b|\bverif\w+ (?:that )?(?:you|your)\b",
    r"\b(?:check(?:ing)?|verify(?:ing)?|validat\w+) (?:your|the) (?:browser|connection|request)\b",
    r"\b(?:slide|drag|tick|click|press|pick|select)\b[^.!?\n]{0,30}\b(?:puzzle|slider|box|hold|images?|squares?"
    r"|pictures?)\b",
    r"\b(?:too many|number of|rate of) requests\b|\byour ip\b|\bip[- ]address\b|\bblocked\b",
    r"\bmensch\w*|sicherheits(?:prüfung|überprüfung)|automatisiert\w*|ungewöhnlich\w* (?:aktivität|zugriff"
    r"|datenverkehr)\w*",
    r"\b(?:êtes|es) (?:pas un robot|humain)|\bhumain\b|trafic (?:inhabituel|suspect)|vérification de sécurité"
    r"|activité (?:inhabituelle|suspecte)",
    r"\b(?:eres|es usted|sois|você é|sei) (?:un )?(?:humano|umano)|tráfico inusual|tráfego incomum"
    r"|traffico (?:insolito|anomalo)",
    r"verifica(?:ción|ção)? (?:de|di) (?:seguridad|segurança|sicurezza)|(?:een|geen) (?:mens|robot)|(?:en"
    r"|ett) människa|et menneske",
    r"(?:jesteś|nie jesteś) (?:człowiekiem|robotem)|не робот|ロボット|机器人|人机|로봇",
)
REGION = phrases(
    r"\b(?:your|this|certain|some) (?:country|region|location|territory|area|part of the world|market)\b",
    r"\b(?:where you are|outside (?:of )?(?:the|our)|european (?:union|economic area|visitors|users|readers)"
    r"|geograph\w+|geo-?\w*block\w*)\b",
    r"\b(?:ihrem|deinem|diesem) (?:land|standort)|(?:ihrer|deiner) region|geoblock\w*|(?:votre|ce) pays"
    r"|votre (?:région|localisation)",
    r"\b(?:su|tu|este) (?:país|región|ubicación|territorio)|\b(?:seu|este) país|sua (?:região|localização)|(?:tuo"
    r"|suo) paese|tua (?:regione|zona)",
    r"\b(?:uw|jouw|je) (?:land|regio|locatie)|ditt land|dit land|twoim kraju|vašej? (?:zemi|krajin\w+)|вашей стране"
    r"|お住まいの(?:国|地域)|所在(?:国家|地区)",
)
LOGIN = phrases(
    r"\b(?:log|sign)(?:ged|ging)?[ -]?in\b|\bpassword\b|\bcredentials\b|\bstaff only\b|\bintranet\b|\busername\b"
    r"|\bmember area\b",
    r"\bauthenticat\w+|\b(?:not )?authori[sz]ed\b|\bpermission\b|\bprivate\b|\binvit(?:ed|ation)\b|\brestricted\b"
    r"|\bforbidden\b",
    r"\banmeld\w*|\beinlogg\w*|passwort|kennwort|zugriff verweigert|se connecter|connectez|mot de passe"
    r"|identifi(?:ez|ant)\w*",
    r"iniciar sesión|inicia sesión|contraseña|entrar na conta|palavra-passe|senha|accedi|inloggen|wachtwoord"
    r"|logga in|logg inn|log ind|zaloguj|hasło",
)
PAYWALL = phrases(
    r"\bsubscri\w+|\b(?:members?|membership)\b|\b(?:plans?|offer|trial|premium|unlock\w*|paywall|purchase|day pass"
    r"|gift link)\b",
    r"[€£$¥]\s?\d|\d\s?(?:€|euros?\b|kr\b|zł)|\b(?:a|per|pro|par|al|por|au|w) (?:month|week|year|monat|woche|mois"
    r"|mes|mese|maand|semana)\b",
    r"\babo\w*|\bprobe\w*|\btest(?:en|zugang)\b|\bzahl\w+|\babonn\w+|\bs['’]abonner|\bsuscri\w+|\bsuscrí\w+"
    r"|\bassin\w+|\babbon\w+",
    r"\bprenumer\w+|\bwykup\w*|\bpředplat\w+|\btilaa\w*|подписк\w*|подпис(?:ка|чик)\w*|購読|会員|订阅|구독",
)
SCRIPTS = phrases(
    r"java ?script",
    r"\b(?:loading|fetching|rendering|hydrating|chargement|laden|lädt|wird geladen|cargando|carregando|caricamento"
    r"|bezig met laden|laddar|laster|ładowanie)\b",
    r"\b(?:your|this|newer|modern|up-to-date|outdated|unsupported) browser\b|\b(?:ihr|dein) browser\b|\b(?:votre|su"
    r"|tu|seu|tuo|suo) navega\w+",
    r"読み込み|加载|載入",
)
CONSENT = phrases(
    r"\bcookies?\b|\bconsent\w*|\bprivacy\b|\bgdpr\b|\bdsgvo\b|\brgpd\b|\btcf\b|\bccpa\b|\biab\b|\brodo\b",
    r"\b(?:partner\w*|partenaires|socios|parceiros|vendors?|third parties"
    r"|drittanbieter\w*|fornitori|derden)\b",
    r"\b(?:personal|your|browsing|device|usage) (?:data|information|identifiers?)\b|\b(?:personal\w+|tailor\w+"
    r"|targeted) (?:ads?|advert\w*|marketing)\b",
    r"\badvert(?:s|ising|isers?)?\b|\btrack(?:ing|ers?|ed)?\b|\bmeasur(?:e|ing|ement)\b|\baudiences?\b"
    r"|\blegitimate interests?\b|\bidentifiers?\b",
    r"\bdatenschutz\w*|\bzustimm\w*|\beinwillig\w*|\bwerbung\b|\bpersonenbezogen\w*|\bendgerät\w*|\bdonnées\b"
    r"|\bconsentement\b|\bpublicité\w*|\bvie privée\b|\btraceurs?\b",
    r"\bconsentimiento\b|\bdatos\b|\bpublicidad\w*|\bprivacidad\w*|\bdispositivo\b|\bconsentimento\b|\bdados\b"
    r"|\bpublicidade\b|\baparelho\b",
    r"\bconsenso\b|\bdati\b|\bpubblicit\w+|\btoestemming\b|\bgegevens\b|\badvertenties\b|\bapparaat\b|\bsamtyck\w*"
    r"|\bsamtykk?e\w*|\bannons\w*",
    r"\bpersonuppgift\w*|\bpersonopplysning\w*|\bpersondata\b|\bzgod[aęy]\w*|\bdanych\b|\breklam\w*|\bsuostum\w*"
    r"|\bevästeit\w*|\bsouhlas\w*|\bsúhlas\w*|\bçerez\w*|\bsüti\w*",
    r"согласи\w+|персональн\w+ данн\w+|クッキー|同意|个人信息|쿠키|동의",
)
# What stands on the buttons of a notice that asks for consent: yes, and no or not so fast.
AGREE = phrases(
    r"\b(?:accept\w*|agree|allow|ok(?:ay)?|got it|yes|consent|understood|fine by me|i['’]m happy|continue)\b",
    r"zustimm\w*|akzeptier\w*|einverstanden|annehmen|erlauben|j['’]accepte|accepte[rz]?|d['’]accord|acept\w+"
    r"|concord\w+|aceit\w+|permitir",
    r"accett\w+|acconsent\w+|akkoord|accepteren|toestaan|godkänn\w*|acceptera|godta|godkend|tillad|accepter|zgadzam"
    r"|akceptuj\w*|zezwól",
    r"hyväksy\w*|souhlasím|přijmout|súhlasím|prijať|kabul|elfogad\w*|принять|соглас\w+|同意|許可|동의",
)
REFUSE = phrases(
    r"\b(?:reject|decline|refuse|disagree|deny|no thanks|only (?:necessary|essential|what)|necessary only|manage"
    r"|settings|options"
    r"|preferences|choices|customi[sz]e|learn more|more (?:info|choices)|let me (?:choose|pick)|without)\b",
    r"ablehn\w*|einstellung\w*|auswahl|notwendig\w*|mehr erfahren|refuse[rz]?|paramétr\w+|personnaliser"
    r"|sans accepter|en savoir plus",
    r"rechaz\w+|configur\w+|ajustes|más información|rejeitar|recusar|discord\w+|gerir|saber mais|rifiut\w+"
    r"|personalizz\w+|impostazioni",
    r"weiger\w*|instellingen|avvisa|neka|inställningar|avslå|innstillinger|afvis|indstillinger|odrzu\w+|ustawienia"
    r"|hylkää|asetukset",
    r"odmít\w+|nastavení|reddet|отклон\w+|настро\w+|拒否|拒绝|設定|거부",
)
# Words by which a text speaks to its reader, or for its house; a story does neither, save where it quotes.
_SPEAKS = re.compile(
    r"\b(?:(?i:you|your|yours|we|our|us|please|sorry|apologi[sz]e|thanks?"
    r"|wir|uns|unser\w*|bitte|dein\w*|dich|dir|euch|leider|du"
    r"|vous|votre|vos|nous|notre|nos|merci|désolée?s?|veuillez"
    r"|usted(?:es)?|nuestr\w+|tus?|nosotros|sentimos|gracias|hemos|podemos|puedes?|quieres"
    r"|você|nosso|nossa|nós|pedimos|desculpe|obrigado|lamentamos|pode"
    r"|tuo|tua|tuoi|voi|vostr\w|noi|nostr\w|puoi|spiacenti|siamo"
    r"|uw|jij|jouw|wij|ons|onze|helaas|je"
    r"|din|ditt|dina|dit|vi|vår|våra|våre|vores|oss|tyvärr|dessverre|desværre|beklager"
    r"|twój|twoj\w+|nasz\w*|prosimy|przepraszamy|państw\w+|niestety"
    r"|sinun|meidän|voit|valitettavasti|vás|vám|váš|vaše|nás|náš|naše|prosím|bohužel|omlouváme"
    r"|вы|вас|вам|ваш\w*|мы|нас|наш\w*|пожалуйста|siz\w*|lütfen)|Sie|Ihr|Ihre[mnrs]?|Ihnen)\b"
    r"|ください|お客様|您|请|請|我们|抱歉|주세요|주십시오|죄송"
)
_QUOTED = re.compile(r"[\"“„«「][^\"“”„«»」\n]{3,}[\"“”»」]")


def quotes(text: str, words: int = 5) -> bool:
    """Whether a text holds a quotation of so many words. Marks are taken in pairs, so that what stands between two
    quotations is none."""
    return any(len(found.split()) >= words for found in _QUOTED.findall(text))


def speaks(text: str) -> int:
    """How often a text speaks to its reader or for its own house, quotations left out."""
    return len(_SPEAKS.findall(_QUOTED.sub(" ", text)))
