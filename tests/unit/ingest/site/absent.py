"""Pages that are not there, are not for us, or whose server is in trouble."""

# ruff: noqa: E501 - pages are data, and HTML has long lines

from __future__ import annotations

from bot.ingest.types import Kind
from tests.unit.ingest.site.newspaper import (
    document,
    page,
)

page("status-404", Kind.NOT_FOUND, document("<h1>Page not found</h1>", title="404"), status=404)
page(
    "soft-404",
    Kind.NOT_FOUND,
    document(
        "<h1>Page not found</h1><p>Sorry, we can’t find the page you are looking for. It may have moved. Try a search, or go to our front page.</p>",
        title="Page not found",
        og="website",
    ),
)
page(
    "soft-404-oops",
    Kind.NOT_FOUND,
    document(
        "<h1>Oops!</h1><p>That page doesn’t exist any more, or never did. Here is the news of the day instead.</p>",
        title="404 error",
        og="website",
    ),
)
page("status-410", Kind.GONE, "gone", status=410)
page(
    "soft-gone",
    Kind.GONE,
    document(
        "<h1>This article has been removed</h1><p>It is no longer available on our site for legal or editorial reasons.</p>",
        title="Article removed",
        og="website",
    ),
)

page(
    "status-401",
    Kind.FORBIDDEN,
    "<h1>Unauthorized</h1>",
    status=401,
    headers={"WWW-Authenticate": "Basic"},
    cause="login",
)
page(
    "status-403",
    Kind.FORBIDDEN,
    "<html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1><p>You don’t have permission to access this resource.</p></body></html>",
    status=403,
)
page(
    "login",
    Kind.FORBIDDEN,
    document(
        "<h1>Sign in</h1><form><label>E-mail</label><input name=e><label>Password</label><input type=password name=p><button>Sign in</button></form><p>Forgot your password?</p><p>Create an account</p>",
        title="Sign in",
        og="website",
    ),
    cause="login",
)
page(
    "access-denied-200",
    Kind.FORBIDDEN,
    "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1><p>You don’t have permission to access this page on this server.</p><p>Reference #18.2d3e.1763</p></body></html>",
)
page("status-451", Kind.BLOCKED, "<h1>Unavailable for legal reasons</h1>", status=451, cause="legal")
page(
    "bot-check-503",
    Kind.BLOCKED,
    "<!doctype html><html><head><title>Just a moment...</title></head><body><div id='cf-wrapper'><h1>Checking your browser before accessing tide.example</h1><p>This process is automatic. Your browser will redirect shortly.</p><div id='challenge-form'></div></div><script src='/cdn-cgi/challenge-platform/h/b/orchestrate.js'></script></body></html>",
    status=503,
    cause="bots",
)
page(
    "bot-check-403",
    Kind.BLOCKED,
    "<!doctype html><html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1><p>You are unable to access tide.example. Cloudflare Ray ID: 7d2</p></body></html>",
    status=403,
    cause="bots",
)
page(
    "bot-check-200",
    Kind.BLOCKED,
    "<!doctype html><html><head><title>Are you a robot?</title></head><body><h1>Please verify you are a human</h1><p>We have detected unusual activity from your network. Click the box below to go on.</p><div class='g-recaptcha'></div></body></html>",
    cause="bots",
)
page(
    "bot-check-captcha",
    Kind.BLOCKED,
    "<html><head><title>tide.example</title></head><body><p id='cmsg'>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script></body></html>",
    status=403,
    cause="bots",
)
page(
    "region",
    Kind.BLOCKED,
    document(
        "<h1>Unavailable in your region</h1><p>We recognise you are attempting to access this website from a country in the European Economic Area, including the EU, and therefore cannot grant you access at this time.</p>",
        title="Unavailable",
        og="website",
        nav=False,
        aside=False,
    ),
    cause="region",
)

page("status-429", Kind.SERVER_ERROR, "slow down", status=429, headers={"Retry-After": "120"}, cause="busy")
page("status-500", Kind.SERVER_ERROR, "<h1>Internal Server Error</h1>", status=500)
page("status-502", Kind.SERVER_ERROR, "<h1>Bad gateway</h1>", status=502)
page("status-503", Kind.SERVER_ERROR, "<h1>Down for maintenance</h1>", status=503, headers={"Retry-After": "3600"})
page("status-504", Kind.SERVER_ERROR, "", status=504)
page(
    "expired-story",
    Kind.NOT_FOUND,
    document(
        "<article><h1>We’re sorry, this item has expired</h1><p>Items from the agencies stay on our pages for a month and are "
        "then taken away by a clock, not by a person.</p><p>Your library keeps the printed paper.</p></article>"
    ),
)
page(
    "gone-in-japanese",
    Kind.NOT_FOUND,
    '<html lang="ja"><head><title>港の新聞</title></head><body><nav><a href="/">新着</a><a href="/s">スポーツ</a></nav>'
    "<div><p>お探しの記事は見つかりませんでした。</p><p>公開期間が終了したか、アドレスが変わった可能性があります。"
    "トップページから探してください。</p></div></body></html>",
)
page(
    "fault-without-a-page",
    Kind.SERVER_ERROR,
    "<br />\n<b>Fatal error</b>:  Uncaught RuntimeException: no connection in /srv/site/inc/store.php:12\nStack trace:\n"
    "#0 /srv/site/index.php(3): open_store()\n#1 {main}\n  thrown in <b>/srv/site/inc/store.php</b> on line <b>12</b><br />",
)
