// Slack's three ways to write text, as elements: mrkdwn, rich_text and markdown. All of it is built from text nodes.

import { h, link } from "./dom.js";
import { store, userName } from "./store.js";

const unescape = (s) => s.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export function emojiSpan(name, unicode) {
  const base = name.replace(/::skin-tone-\d$/, "");
  const character = store.emoji[base] ?? (unicode ? String.fromCodePoint(...unicode.split("-").map((c) => parseInt(c, 16))) : null);
  if (!character) return `:${name}:`;
  return h("span", { class: "emoji", role: "img", "aria-label": base.replaceAll("_", " "), title: `:${name}:` }, character);
}

export function mention(id, label) {
  if (!store.users[id]) return h("span", { class: "mention" }, `@${label ?? id}`);
  return h("span", { class: `mention${id === store.me ? " me" : ""}`, title: store.users[id].title || undefined }, `@${userName(id)}`);
}

export function channelMention(id, label) {
  const channel = store.channels.get(id);
  return h("button", {
    type: "button", class: "mention channel", onclick: () => channel && document.dispatchEvent(new CustomEvent("go", { detail: { channel: id } })),
  }, `#${channel?.name ?? label ?? "private-channel"}`);
}

export function formatDate(timestamp, format, fallback) {
  const date = new Date(timestamp * 1000);
  const use = (options) => new Intl.DateTimeFormat("en-GB", options).format(date);
  const day = date.toDateString();
  const days = { [new Date().toDateString()]: "today", [new Date(Date.now() - 864e5).toDateString()]: "yesterday", [new Date(Date.now() + 864e5).toDateString()]: "tomorrow" };
  const tokens = {
    date_num: date.toISOString().slice(0, 10), date_slash: use({ dateStyle: "short" }),
    date: use({ dateStyle: "long" }), date_short: use({ dateStyle: "medium" }), date_long: use({ dateStyle: "full" }),
    time: use({ timeStyle: "short" }), time_secs: use({ timeStyle: "medium" }),
    day_divider_pretty: days[day] ?? use({ dateStyle: "full" }), ago: days[day] ?? use({ dateStyle: "medium" }),
  };
  const made = format.replace(/\{(\w+)\}/g, (whole, token) => {
    const pretty = token.endsWith("_pretty") && days[day];
    return pretty || (tokens[token] ?? tokens[token.replace("_pretty", "")] ?? whole);
  });
  return Number.isNaN(date.getTime()) ? fallback : made;
}

function token(inside) {
  const bar = inside.indexOf("|");
  const [target, label] = bar < 0 ? [inside, null] : [inside.slice(0, bar), unescape(inside.slice(bar + 1))];
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!date^")) {
    const [, stamp, format, url] = target.split("^");
    const shown = formatDate(Number(stamp), unescape(format ?? ""), label);
    return url ? link(unescape(url), shown) : h("span", { class: "date", title: label }, shown);
  }
  if (target.startsWith("!")) return h("span", { class: "mention broadcast" }, label ?? `@${target.slice(1).split("^")[0]}`);
  const url = unescape(target);
  if (/^(https?:|mailto:|tel:|slack:)/i.test(url)) return link(url, label ?? url.replace(/^mailto:/, ""));
  return unescape(`<${inside}>`);
}

const INLINE = /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9+][a-z0-9_+'-]*(?:::skin-tone-\d)?):|([*_~])(?=\S)((?:(?!\4)[^\n])*?\S)\4|https?:\/\/[^\s<>|"]+/gi;
const STYLES = { "*": "strong", _: "em", "~": "s" };

function inline(source) {
  const made = [];
  let at = 0;
  const plain = (until) => { if (until > at) made.push(unescape(source.slice(at, until))); };
  INLINE.lastIndex = 0;
  for (let match; (match = INLINE.exec(source)); ) {
    const [whole, code, inside, emoji, style, styled] = match;
    const before = source[match.index - 1] ?? " ";
    const after = source[match.index + whole.length] ?? " ";
    if (style && (/[\p{L}\p{N}]/u.test(before) || /[\p{L}\p{N}]/u.test(after))) { INLINE.lastIndex = match.index + 1; continue; }
    if (emoji && !store.emoji[emoji.replace(/::.*/, "")]) { INLINE.lastIndex = match.index + 1; continue; }
    plain(match.index);
    at = match.index + whole.length;
    const resume = INLINE.lastIndex;
    if (code) made.push(h("code", {}, unescape(code)));
    else if (inside) made.push(token(inside));
    else if (emoji) made.push(emojiSpan(emoji));
    else if (style) made.push(h(STYLES[style], {}, inline(styled)));
    else made.push(link(unescape(whole), unescape(whole)));
    INLINE.lastIndex = resume;
  }
  plain(source.length);
  return made;
}

const lines = (source) => source.split("\n").flatMap((line, index) => (index ? [h("br"), ...inline(line)] : inline(line)));

export function mrkdwn(source) {
  const made = [];
  source.split(/```/).forEach((part, index, all) => {
    if (index % 2 && index < all.length - 1) { made.push(h("pre", {}, unescape(part.replace(/^\n/, "").replace(/\n$/, "")))); return; }
    let rest = [];
    let quote = [];
    const endText = () => { if (rest.length) made.push(...lines(rest.join("\n"))); rest = []; };
    const endQuote = () => { if (quote.length) made.push(h("blockquote", {}, lines(quote.join("\n")))); quote = []; };
    for (const line of (index % 2 ? "```" + part : part).split("\n")) {
      if (line.startsWith("&gt;")) { endText(); quote.push(line.replace(/^&gt; ?/, "")); } else { endQuote(); rest.push(line); }
    }
    endText();
    endQuote();
  });
  return made;
}

export function textObject(object) {
  if (!object) return "";
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return plainWithEmoji(object.text);
}

// plain_text: only emoji mean something.
export function plainWithEmoji(source) {
  return source.split(/(:[a-z0-9+][a-z0-9_+'-]*:|\n)/gi).map((part) => {
    if (part === "\n") return h("br");
    const name = part.slice(1, -1);
    return part.length > 2 && part.startsWith(":") && store.emoji[name] ? emojiSpan(name) : part;
  });
}

function leaf(element) {
  let made;
  if (element.type === "text") made = element.text.split("\n").flatMap((t, i) => (i ? [h("br"), t] : [t]));
  else if (element.type === "link") made = [link(element.url, element.text ?? element.url)];
  else if (element.type === "emoji") made = [emojiSpan(element.name, element.unicode)];
  else if (element.type === "user") made = [mention(element.user_id)];
  else if (element.type === "channel") made = [channelMention(element.channel_id)];
  else if (element.type === "broadcast") made = [h("span", { class: "mention broadcast" }, `@${element.range}`)];
  else if (element.type === "date") made = [h("span", { class: "date" }, formatDate(element.timestamp, element.format, element.fallback))];
  else if (element.type === "color") made = [h("span", { class: "swatch", color: element.value }), element.value];
  else if (element.type === "usergroup") made = [h("span", { class: "mention" }, "@group")];
  else made = [element.fallback ?? element.text ?? ""];
  const style = element.style ?? {};
  for (const [key, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"]]) {
    if (style[key]) made = [h(tag, {}, made)];
  }
  return made;
}

export function richText(block) {
  return (block.elements ?? []).map((part) => {
    const inside = () => part.elements.flatMap(leaf);
    if (part.type === "rich_text_quote") return h("blockquote", {}, inside());
    if (part.type === "rich_text_preformatted") return h("pre", {}, inside());
    if (part.type === "rich_text_list") {
      return h(part.style === "ordered" ? "ol" : "ul", { class: `indent-${part.indent ?? 0}`, start: part.offset ? part.offset + 1 : undefined },
        part.elements.map((item) => h("li", {}, item.elements.flatMap(leaf))));
    }
    return h("div", { class: "rich-section" }, inside());
  });
}

// The markdown block: headings, lists, quotes, code, tables, rules, and the usual inline marks.
export function markdown(source) {
  const made = [];
  const rows = source.replace(/\r/g, "").split("\n");
  const takeWhile = (test) => { const got = []; while (rows.length && test(rows[0])) got.push(rows.shift()); return got; };
  while (rows.length) {
    const row = rows[0];
    const heading = /^(#{1,6})\s+(.*)$/.exec(row);
    if (!row.trim()) rows.shift();
    else if (heading) { rows.shift(); made.push(h(`h${Math.min(6, heading[1].length + 2)}`, { class: "md-heading" }, md(heading[2]))); }
    else if (/^```/.test(row)) { rows.shift(); made.push(h("pre", {}, takeWhile((r) => !/^```/.test(r)).join("\n"))); rows.shift(); }
    else if (/^(-{3,}|\*{3,}|_{3,})\s*$/.test(row)) { rows.shift(); made.push(h("hr")); }
    else if (/^>/.test(row)) made.push(h("blockquote", {}, markdown(takeWhile((r) => /^>/.test(r)).map((r) => r.replace(/^> ?/, "")).join("\n"))));
    else if (/^\s*([-*+]|\d+[.)])\s/.test(row)) {
      const ordered = /^\s*\d/.test(row);
      made.push(h(ordered ? "ol" : "ul", {}, takeWhile((r) => /^\s*([-*+]|\d+[.)])\s/.test(r)).map((r) => h("li", {}, md(r.replace(/^\s*([-*+]|\d+[.)])\s+/, ""))))));
    } else if (row.includes("|") && /^\s*\|?\s*:?-+/.test(rows[1] ?? "")) {
      const cells = (r) => r.trim().replace(/^\||\|$/g, "").split("|").map((c) => md(c.trim()));
      const [head, , ...body] = takeWhile((r) => r.includes("|"));
      made.push(h("table", { class: "block-table" }, h("tr", {}, cells(head).map((c) => h("th", {}, c))), body.map((r) => h("tr", {}, cells(r).map((c) => h("td", {}, c))))));
    } else made.push(h("p", {}, takeWhile((r) => r.trim() && !/^(#{1,6}\s|```|>|\s*([-*+]|\d+[.)])\s)/.test(r)).flatMap((r, i) => (i ? [h("br"), md(r)] : [md(r)]))));
  }
  return made;
}

const MD = /`([^`]+)`|\[([^\]]+)\]\((\S+?)\)|(\*\*|__)(?=\S)(.+?\S?)\4|(\*|_)(?=\S)(.+?\S?)\6|~~(.+?)~~|:([a-z0-9_+-]+):|https?:\/\/[^\s<>)]+/gi;

function md(source) {
  const made = [];
  let at = 0;
  for (const match of source.matchAll(MD)) {
    const [whole, code, label, url, , bold, , italic, strike, emoji] = match;
    if (emoji && !store.emoji[emoji]) continue;
    made.push(source.slice(at, match.index));
    at = match.index + whole.length;
    if (code) made.push(h("code", {}, code));
    else if (label) made.push(link(url, md(label)));
    else if (bold) made.push(h("strong", {}, md(bold)));
    else if (italic) made.push(h("em", {}, md(italic)));
    else if (strike) made.push(h("s", {}, md(strike)));
    else if (emoji) made.push(emojiSpan(emoji));
    else made.push(link(whole, whole));
  }
  made.push(source.slice(at));
  return made;
}
