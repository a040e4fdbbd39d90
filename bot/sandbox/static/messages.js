// One message as a row, and lists of them: grouping, days, files, reactions, the thread bar, the toolbar.

import { renderBlocks } from "./blocks.js";
import { appIcon, ask, h, icon, menu, popover, toast } from "./dom.js";
import { act, isBot, store, userName } from "./store.js";
import { emojiSpan, mrkdwn } from "./text.js";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });
const when = (ts) => new Date(Number(ts) * 1000);
const QUICK = ["eyes", "white_check_mark", "+1"];

export const emit = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

export function avatar(id, size = "") {
  const user = store.users[id] ?? { real_name: "?", color: "888888" };
  const initials = user.real_name.split(" ").map((w) => w[0]).slice(0, 2).join("");
  if (isBot(id)) return appIcon(size);
  return h("span", { class: `avatar ${size}`, color: `#${user.color}`, "aria-hidden": "true" }, initials);
}

function dayName(date) {
  const today = new Date();
  const days = Math.round((new Date(today.toDateString()) - new Date(date.toDateString())) / 864e5);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" }).format(date);
}

// The rows of a list. `drawn` holds the last ones by what they show, and what did not change is used again.
export function renderList(messages, { inThread = false, drawn = new Map() } = {}) {
  const rows = [];
  const used = new Map();
  const row = (shows, make) => { const made = drawn.get(shows) ?? make(); used.set(shows, made); rows.push(made); };
  let previous = null;
  for (const message of messages) {
    const date = when(message.ts);
    if (!inThread && (!previous || when(previous.ts).toDateString() !== date.toDateString())) {
      row(`day ${date.toDateString()}`, () => h("div", { class: "day", role: "separator" }, h("span", {}, dayName(date))));
      previous = null;
    }
    const together = previous && !message.subtype && !previous.subtype && previous.user === message.user && !message.ephemeral && !previous.ephemeral
      && !previous.reply_count && Number(message.ts) - Number(previous.ts) < 300 && !(message.broadcast && !inThread);
    row(`${together} ${JSON.stringify(message)}`, () => renderMessage(message, { inThread, together }));
    previous = message;
    if (inThread && message === messages[0] && messages.length > 1) {
      const count = `${messages.length - 1} ${messages.length === 2 ? "reply" : "replies"}`;
      row(count, () => h("div", { class: "replies-line" }, count));
      previous = null;
    }
  }
  drawn.clear();
  for (const [shows, made] of used) drawn.set(shows, made);
  return rows;
}

export function renderMessage(message, { inThread, together }) {
  if (message.subtype === "channel_join" || message.subtype === "group_join") {
    return h("div", { class: "message system", data: { ts: message.ts } }, avatar(message.user, "small"), h("span", {}, mrkdwn(message.text)));
  }
  const deleted = message.subtype === "tombstone";
  const name = message.username ?? userName(message.user);
  const row = h("article", {
    class: `message${together ? " together" : ""}${message.ephemeral ? " ephemeral" : ""}${deleted ? " deleted" : ""}`,
    tabindex: 0, data: { ts: message.ts }, "aria-label": `${name}, ${clock.format(when(message.ts))}`,
  });
  row.append(
    h("div", { class: "gutter" }, together ? time(message, "short-time") : deleted ? icon("bin") : avatar(message.user)),
    h("div", { class: "content" },
      message.ephemeral && h("div", { class: "only-you" }, icon("eye"), "Only visible to you"),
      message.broadcast && !inThread && h("div", { class: "also" }, "replied to a thread"),
      !together && !deleted && h("div", { class: "byline" },
        h("span", { class: "name" }, name), (message.bot_id || isBot(message.user)) && h("span", { class: "badge" }, "APP"), time(message, "time")),
      folded(message, h("div", { class: "body" }, body(message))),
      attachments(message), files(message), reactions(message), !inThread && threadBar(message)),
  );
  if (!deleted) row.append(toolbar(message, inThread));
  return row;
}

const time = (message, name) => h("time", { class: name, datetime: when(message.ts).toISOString(), title: full.format(when(message.ts)) }, clock.format(when(message.ts)));

// A person's long text is folded until it is asked for, so that what answers it stays in view.
const LONG = 1400;
const unfolded = new Set();

function folded(message, made) {
  if (message.bot_id || (message.text ?? "").length < LONG || unfolded.has(message.ts)) return made;
  made.classList.add("folded");
  const more = h("button", { type: "button", class: "linklike", onclick: () => { unfolded.add(message.ts); made.classList.remove("folded"); more.remove(); } }, "Show more");
  return [made, more];
}

function body(message) {
  const holder = { channel: message.channel, ts: message.ts, values: message.values };
  const made = message.blocks?.length ? renderBlocks(message.blocks, holder) : message.text ? [h("div", { class: "block-rich" }, mrkdwn(message.text))] : [];
  if (message.edited) made.push(h("span", { class: "edited" }, "(edited)"));
  return made;
}

function attachments(message) {
  return (message.attachments ?? []).map((a) => h("div", { class: "attachment", color: /^#?[0-9a-f]{6}$/i.test(a.color ?? "") ? `#${a.color.replace("#", "")}` : undefined },
    a.pretext && h("div", {}, mrkdwn(a.pretext)), a.title && h("strong", {}, a.title), a.text && h("div", {}, mrkdwn(a.text)),
    a.blocks && renderBlocks(a.blocks, { channel: message.channel, ts: message.ts, values: {} }), !a.text && !a.blocks && !a.title && a.fallback));
}

const size = (bytes) => (bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

function files(message) {
  return (message.files ?? []).map((file) => {
    if (file.mode === "tombstone") return h("div", { class: "file gone" }, icon("bin"), "This file was deleted.");
    const url = `/sandbox/file/${store.team}/${file.id}`;
    if (file.mode === "snippet") return snippet(file, url);
    if (/^image\/(png|jpeg|gif|webp)$/.test(file.mimetype)) {
      return h("figure", { class: "block-image" }, h("figcaption", {}, file.title), h("a", { href: url, target: "_blank", rel: "noopener" }, h("img", { src: url, alt: file.title, loading: "lazy" })));
    }
    return h("a", { class: "file", href: url, target: "_blank", rel: "noopener" }, h("span", { class: "file-icon" }, icon("file")),
      h("span", { class: "file-text" }, h("strong", {}, file.title), h("span", {}, `${file.filetype.toUpperCase()} · ${size(file.size)}`)));
  });
}

function snippet(file, url) {
  const text = h("pre", { class: "snippet-text" }, file.preview);
  const box = h("div", { class: "snippet" },
    h("div", { class: "snippet-head" }, icon("file"), h("strong", {}, file.title), h("span", {}, `Snippet · ${size(file.size)}`)), text);
  if (file.preview_is_truncated || file.size > file.preview.length) {
    const more = h("button", { type: "button", class: "linklike" }, `Show all ${file.lines} lines`);
    more.addEventListener("click", async () => { text.textContent = await (await fetch(url)).text(); more.remove(); });
    box.append(more);
  }
  return box;
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map((r) => h("button", {
    type: "button", class: `reaction${r.users.includes(store.me) ? " mine" : ""}`, "aria-pressed": r.users.includes(store.me),
    title: `${r.users.map(userName).join(", ")} reacted with :${r.name}:`,
    onclick: () => act("react", { channel: message.channel, ts: message.ts, name: r.name }),
  }, emojiSpan(r.name), h("span", {}, r.count))),
  h("button", { type: "button", class: "reaction add", "aria-label": "Add a reaction", onclick: (event) => pickEmoji(event.currentTarget, (name) => act("react", { channel: message.channel, ts: message.ts, name })) }, icon("smile")));
}

function threadBar(message) {
  if (!message.reply_count) return null;
  return h("button", { type: "button", class: "thread-bar", onclick: () => emit("thread", { ts: message.ts }) },
    (message.reply_users ?? []).slice(0, 4).map((u) => avatar(u, "tiny")),
    h("strong", {}, `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`),
    h("span", { class: "last" }, `Last reply ${clock.format(when(message.latest_reply))}`), h("span", { class: "view" }, "View thread"));
}

export function pickEmoji(anchor, done) {
  const filter = h("input", { class: "field", type: "search", placeholder: "Search emoji", "aria-label": "Search emoji" });
  const grid = h("div", { class: "emoji-grid" });
  const { close } = popover(anchor, h("div", { class: "select-box" }, filter, grid), { wide: true });
  const fill = () => {
    const names = Object.keys(store.emoji).filter((n) => n.includes(filter.value.trim().toLowerCase())).slice(0, 120);
    grid.replaceChildren(...names.map((n) => h("button", { type: "button", title: `:${n}:`, "aria-label": n, onclick: () => { close(); done(n); } }, store.emoji[n])));
  };
  filter.addEventListener("input", fill);
  filter.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); grid.querySelector("button")?.click(); } });
  fill();
  filter.focus();
}

function toolbar(message, inThread) {
  const at = { channel: message.channel, ts: message.ts };
  if (message.ephemeral) {
    return h("div", { class: "toolbar" }, h("button", { type: "button", class: "tool", title: "Dismiss", "aria-label": "Dismiss", onclick: () => act("delete", at) }, icon("close")));
  }
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    QUICK.map((name) => h("button", { type: "button", class: "tool", title: `React with :${name}:`, "aria-label": `React with ${name}`, onclick: () => act("react", { ...at, name }) }, emojiSpan(name))),
    h("button", { type: "button", class: "tool", title: "Add a reaction…", "aria-label": "Add a reaction", onclick: (e) => pickEmoji(e.currentTarget, (name) => act("react", { ...at, name })) }, icon("smile")),
    !inThread && h("button", { type: "button", class: "tool", title: "Reply in thread", "aria-label": "Reply in thread", onclick: () => emit("thread", { ts: message.thread_ts ?? message.ts }) }, icon("reply")),
    h("button", { type: "button", class: "tool", title: "More actions", "aria-label": "More actions", "aria-haspopup": "menu", onclick: (e) => more(e.currentTarget, message, inThread) }, icon("more")));
}

function more(anchor, message, inThread) {
  const at = { channel: message.channel, ts: message.ts };
  const items = [];
  if (store.app?.message_shortcuts.length) {
    items.push(store.app.name);
    for (const s of store.app.message_shortcuts) {
      items.push({ label: s.name, detail: s.description, icon: "bolt", run: () => act("message_shortcut", { ...at, callback_id: s.callback_id }) });
    }
    items.push(null);
  }
  if (!inThread) items.push({ label: "Reply in thread", icon: "reply", run: () => emit("thread", { ts: message.thread_ts ?? message.ts }) });
  items.push({
    label: "Copy link", icon: "chain",
    run: async () => { await navigator.clipboard?.writeText(`${location.origin}/archives/${message.channel}/p${message.ts.replace(".", "")}`); toast("Link copied"); },
  });
  if (message.user === store.me) {
    items.push({ label: "Edit message", icon: "pencil", run: () => edit(message) }, null, {
      label: "Delete message…", icon: "bin", danger: true,
      run: () => ask({ title: "Delete message", text: "Are you sure you want to delete this message? This cannot be undone.", confirm: "Delete", deny: "Cancel", danger: true }, () => act("delete", at)),
    });
  }
  menu(anchor, items);
}

// What was typed, from what was sent: the reverse of what composing does.
function typed(message) {
  return message.text.replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id) => `@${store.users[id]?.name ?? id}`).replace(/<#\w+\|([^>]*)>/g, "#$1")
    .replace(/<!(here|channel|everyone)>/g, "@$1").replace(/<([^|>]+)(?:\|[^>]*)?>/g, "$1").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

function edit(message) {
  const row = document.querySelector(`.panel:not([hidden]) .message[data-ts="${message.ts}"]`) ?? document.querySelector(`.message[data-ts="${message.ts}"]`);
  const area = h("textarea", { class: "field", rows: 3, value: typed(message), "aria-label": "Edit message" });
  const save = async () => { if (await act("edit", { channel: message.channel, ts: message.ts, text: area.value })) emit("redraw", { ts: message.ts }); };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
    if (event.key === "Escape") { event.stopPropagation(); emit("redraw", { ts: message.ts }); }
  });
  row.querySelector(".body").replaceChildren(h("div", { class: "editing" }, area, h("div", { class: "dialog-buttons" },
    h("button", { type: "button", class: "btn small", onclick: () => emit("redraw", { ts: message.ts }) }, "Cancel"),
    h("button", { type: "button", class: "btn small primary", onclick: save }, "Save"))));
  area.focus();
}
