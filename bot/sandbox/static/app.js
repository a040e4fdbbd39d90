// The page: who one is, where one looks, and what arrives meanwhile.

import { appIcon, closePopover, h, icon, menu, sync, toast } from "./dom.js";
import { composer } from "./composer.js";
import { avatar, emit, renderList } from "./messages.js";
import { act, channelTitle, get, isBot, store, userName } from "./store.js";
import { drawModals, homeTab } from "./views.js";

const $ = (id) => document.getElementById(id);
let socket = null;
const drawnList = new Map(); // rows as they stand, by what they show
const drawnThread = new Map();
const MOST = 400; // rows kept while messages stream in

// Where one is, in the address: #/team/user/channel/thread
function readAddress() {
  const linked = /^\/archives\/(\w+)(?:\/p(\d+)(\d{6}))?/.exec(location.pathname);
  const [, team, user, channel, thread] = location.hash.split("/").map(decodeURIComponent);
  const inThread = new URLSearchParams(location.search).get("thread_ts");
  return { team, user, channel: channel || linked?.[1], thread: thread || inThread || undefined };
}

function writeAddress() {
  const parts = [store.team, store.me, store.channel, store.thread].filter(Boolean);
  history.replaceState(null, "", `/#/${parts.map(encodeURIComponent).join("/")}`);
}

async function loadWorkspace() {
  const seen = await get("workspace");
  Object.assign(store, {
    teams: seen.teams, team: seen.team.id, teamName: seen.team.name, me: seen.me, users: seen.users,
    channels: new Map(seen.channels.map((c) => [c.id, c])), app: seen.app, modals: seen.modals, home: seen.home,
  });
}

async function look({ team, user, channel, thread }) {
  store.team = team ?? store.team ?? "";
  store.me = user ?? (team && team !== store.team ? "" : store.me) ?? "";
  await loadWorkspace();
  listen();
  const wanted = store.channels.get(channel) ?? [...store.channels.values()].find((c) => c.name === "news-desk") ?? store.channels.values().next().value;
  await go(wanted.id, thread);
}

async function go(id, thread, tab) {
  closePopover();
  const channel = store.channels.get(id);
  if (!channel) return;
  const moved = store.channel !== id;
  store.channel = id;
  store.unread.delete(id);
  if (moved) store.thread = null;
  store.tab = tab ?? (isApp(channel) && moved && store.app.home_tab ? "home" : moved ? "messages" : store.tab);
  if (isApp(channel) && (moved || tab)) act("open_home", { tab: store.tab === "home" ? "home" : "messages" });
  const got = await get(`channel/${id}`);
  if (store.channel !== id) return;
  store.messages = new Map(got.messages.map((m) => [m.ts, m]));
  store.hasMore = got.has_more;
  drawSidebar();
  drawMain();
  if (thread) await openThread(thread);
  else drawPanel();
  writeAddress();
}

const isApp = (channel) => channel?.kind === "im" && store.app && channel.members.includes(store.app.user) && store.me !== store.app.user;

async function openThread(ts) {
  const got = await get(`thread/${store.channel}/${ts}`).catch(() => null);
  if (!got) return;
  store.thread = ts;
  store.activity = false;
  store.replies = new Map(got.messages.map((m) => [m.ts, m]));
  drawPanel();
  writeAddress();
}

// Sidebar and rail

function drawSidebar() {
  const me = store.users[store.me];
  $("rail").replaceChildren(
    ...store.teams.map((t) => h("button", {
      type: "button", class: `team${t.id === store.team ? " here" : ""}`, title: t.name, "aria-label": t.name, "aria-current": t.id === store.team,
      onclick: () => { store.channel = null; look({ team: t.id, user: "" }); },
    }, t.name.split(" ").filter((w) => !/^the$/i.test(w)).map((w) => w[0]).slice(0, 2).join(""))),
    h("span", { class: "spacer" }),
    h("button", { type: "button", class: "tool light", title: "What the app does", "aria-label": "What the app does", "aria-pressed": store.activity, onclick: toggleActivity }, icon("pulse")));
  const all = [...store.channels.values()];
  const entry = (c, lead, label, title) => h("button", {
    type: "button", class: `entry${c.id === store.channel ? " here" : ""}${store.unread.get(c.id) ? " unread" : ""}${c.archived ? " archived" : ""}`,
    "aria-current": c.id === store.channel ? "page" : undefined, title, onclick: () => go(c.id),
  }, lead, h("span", { class: "entry-name" }, label), store.unread.get(c.id) && h("span", { class: "count", "aria-label": "unread" }, store.unread.get(c.id)));
  const dm = (u) => all.find((c) => c.kind === "im" && c.members.includes(u.id) && c.members.includes(store.me) && (u.id !== store.me || c.members.length === 1));
  const person = (u) => {
    const channel = dm(u);
    return channel ? entry(channel, avatar(u.id, "tiny"), u.real_name)
      : h("button", { type: "button", class: "entry", onclick: async () => { const made = await act("direct", { whom: u.id }); if (made) { await loadWorkspace(); go(made.channel); } } }, avatar(u.id, "tiny"), h("span", { class: "entry-name" }, u.real_name));
  };
  const people = Object.values(store.users).filter((u) => !u.is_bot && u.id !== store.me);
  const head = h("button", { type: "button", class: "workspace", "aria-haspopup": "menu", onclick: (e) => workspaceMenu(e.currentTarget) }, h("strong", {}, store.teamName), icon("caret"));
  $("sidebar").replaceChildren(head, h("div", { class: "sections" },
    h("h2", {}, "Channels"),
    ...all.filter((c) => c.name).map((c) => entry(c, icon(c.kind === "private" ? "lock" : "hash"), c.name, c.topic)),
    h("h2", {}, "Direct messages"), ...people.map(person),
    h("h2", {}, "Apps"), store.app ? person(store.users[store.app.user]) : h("p", { class: "none" }, "No app installed")),
  h("button", { type: "button", class: "whoami", "aria-haspopup": "menu", onclick: (e) => chooseUser(e.currentTarget) }, avatar(me.id, "small"),
    h("span", { class: "menu-text" }, h("span", { class: "menu-label" }, me.real_name), h("span", { class: "menu-detail" }, me.title)), icon("caret")));
}

function chooseUser(anchor) {
  menu(anchor, ["Look and act as", ...Object.values(store.users).filter((u) => !u.is_bot).map((u) => ({
    label: u.real_name, detail: u.title, lead: avatar(u.id, "small"), checked: u.id === store.me,
    run: () => { const channel = store.channels.get(store.channel); store.unread.clear(); look({ user: u.id, channel: channel?.kind === "im" ? undefined : store.channel, thread: channel?.kind === "im" ? undefined : store.thread }); },
  }))]);
}

function workspaceMenu(anchor) {
  menu(anchor, [store.teamName, {
    label: "New channel…", icon: "hash", run: () => newChannel(),
  }, store.app ? { label: `Uninstall ${store.app.name}`, icon: "bin", danger: true, run: () => act("uninstall") } : { label: "Install the app", icon: "plus", run: () => act("install") }]);
}

function newChannel() {
  const name = h("input", { class: "field", placeholder: "e.g. elections", "aria-label": "Name", maxlength: 80 });
  const closed = h("input", { type: "checkbox" });
  const dialog = h("dialog", { class: "dialog", "aria-label": "New channel" }, h("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      const made = await act("create_channel", { name: name.value, private: closed.checked });
      if (made) { dialog.close(); await loadWorkspace(); go(made.channel); }
    },
  }, h("h2", {}, "New channel"), name, h("label", { class: "choice" }, closed, h("span", {}, "Private: only who is invited sees it")),
  h("div", { class: "dialog-buttons" }, h("button", { type: "button", class: "btn", onclick: () => dialog.close() }, "Cancel"), h("button", { class: "btn primary" }, "Create"))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

// The middle

function drawMain() {
  const channel = store.channels.get(store.channel);
  const app = isApp(channel);
  const title = channelTitle(channel);
  const head = h("header", { class: "head" },
    h("div", { class: "head-title" },
      channel.kind === "im" ? avatar(channel.members.find((m) => m !== store.me) ?? store.me, "small") : icon(channel.kind === "private" ? "lock" : "hash"),
      h("h1", {}, title), app && h("span", { class: "badge" }, "APP"), channel.topic && h("span", { class: "topic" }, channel.topic),
      app && !store.app.connected && h("span", { class: "offline" }, "not connected")),
    channel.kind !== "im" && h("button", { type: "button", class: "btn small members", "aria-haspopup": "menu", "aria-label": "Members", onclick: (e) => members(e.currentTarget, channel) },
      channel.members.slice(0, 3).map((m) => avatar(m, "tiny")), channel.members.length));
  const tabs = app && h("div", { class: "tabs", role: "tablist" }, [["home", "Home", store.app.home_tab], ["messages", "Messages", store.app.messages_tab], ["about", "About", true]].filter((t) => t[2]).map(([id, label]) =>
    h("button", { type: "button", role: "tab", "aria-selected": store.tab === id, class: store.tab === id ? "here" : "", onclick: () => { store.tab = id; if (id === "about") drawMain(); else go(store.channel, null, id); } }, label)));
  const parts = [head, tabs];
  if (app && store.tab === "home") parts.push(h("div", { class: "scroll", id: "messages", tabindex: -1 }, homeTab()));
  else if (app && store.tab === "about") parts.push(h("div", { class: "scroll" }, about()));
  else parts.push(list(channel), composer(channel.id, { placeholder: `Message ${channel.kind === "im" ? "" : "#"}${title}`, disabled: channel.archived ? "This channel is archived." : app && store.app.read_only ? "Sending messages to this app has been turned off." : null }));
  $("main").replaceChildren(...parts.filter(Boolean));
  const scroll = $("messages");
  if (scroll && store.tab !== "home") toEnd(scroll);
  document.title = `${title} · ${store.teamName}`;
  $("app").removeAttribute("aria-busy");
}

function rows(channel) {
  const shown = [...store.messages.values()].sort((a, b) => Number(a.ts) - Number(b.ts));
  const start = store.hasMore
    ? h("button", { type: "button", class: "btn small earlier", onclick: loadEarlier }, "Earlier messages")
    : h("div", { class: "beginning" }, h("h2", {}, channel.kind === "im" ? channelTitle(channel) : `#${channel.name}`), h("p", {}, channel.kind === "im" ? "This is the beginning of your conversation." : `This is the very beginning of #${channel.name}.`));
  return [start, ...renderList(shown, { drawn: drawnList })];
}

function list(channel) {
  drawnList.clear();
  return h("div", { class: "scroll", id: "messages", role: "log", "aria-label": "Messages", tabindex: -1 }, rows(channel));
}

async function loadEarlier() {
  const first = [...store.messages.keys()].sort()[0];
  const got = await get(`channel/${store.channel}?before=${first}`);
  for (const m of got.messages) store.messages.set(m.ts, m);
  store.hasMore = got.has_more;
  redrawList({ keep: true });
}

function about() {
  return h("div", { class: "home" }, appIcon("huge"), h("h2", {}, store.app.name), h("p", {}, store.app.description),
    h("h3", { class: "block-header" }, "Commands"), store.app.commands.map((c) => h("p", {}, h("code", {}, `${c.name} ${c.hint}`), h("br"), c.description)),
    h("h3", { class: "block-header" }, "Shortcuts"), [...store.app.global_shortcuts, ...store.app.message_shortcuts].map((s) => h("p", {}, h("strong", {}, s.name), h("br"), s.description)));
}

function members(anchor, channel) {
  const inside = channel.members.map((id) => ({ label: userName(id), detail: isBot(id) ? "App" : store.users[id]?.title, lead: avatar(id, "small"), run: () => {} }));
  const outside = Object.values(store.users).filter((u) => !channel.members.includes(u.id) && u.id !== "USLACKBOT");
  const items = [channel.members.length === 1 ? "1 member" : `${channel.members.length} members`, ...inside];
  if (outside.length) items.push(null, "Invite", ...outside.map((u) => ({ label: u.real_name, detail: u.is_bot ? "App" : u.title, lead: avatar(u.id, "small"), run: () => act("invite", { channel: channel.id, whom: u.id }) })));
  if (store.app && channel.members.includes(store.app.user)) items.push(null, { label: `Remove ${store.app.name}`, icon: "close", danger: true, run: () => act("kick", { channel: channel.id, whom: store.app.user }) });
  items.push({ label: channel.archived ? "Unarchive channel" : "Archive channel", icon: "bin", danger: !channel.archived, run: () => act("archive", { channel: channel.id, archived: !channel.archived }) });
  menu(anchor, items);
}

// The panel at the right: a thread, or what the app does

function drawPanel() {
  const panel = $("panel");
  panel.hidden = !store.thread && !store.activity;
  document.body.classList.toggle("with-panel", !panel.hidden);
  if (store.activity) { drawActivity(); return; }
  if (!store.thread) { panel.replaceChildren(); return; }
  const channel = store.channels.get(store.channel);
  const shown = [...store.replies.values()].sort((a, b) => Number(a.ts) - Number(b.ts));
  panel.setAttribute("aria-label", "Thread");
  drawnThread.clear();
  panel.replaceChildren(
    h("header", { class: "head" }, h("div", { class: "head-title" }, h("h1", {}, "Thread"), h("span", { class: "topic" }, channel.kind === "im" ? channelTitle(channel) : `#${channel.name}`)),
      h("button", { type: "button", class: "tool", "aria-label": "Close thread", onclick: closePanel }, icon("close"))),
    h("div", { class: "scroll", role: "log", "aria-label": "Thread" }, renderList(shown, { inThread: true, drawn: drawnThread })),
    composer(store.channel, { placeholder: "Reply…", thread_ts: store.thread, disabled: channel.archived ? "This channel is archived." : null }));
  toEnd(panel.querySelector(".scroll"));
}

// To the end, but never past the start of the last message.
function toEnd(scroll) {
  scroll.scrollTop = scroll.scrollHeight;
  const last = scroll.lastElementChild;
  const above = last ? scroll.getBoundingClientRect().top - last.getBoundingClientRect().top : 0;
  if (above > 0) scroll.scrollTop -= above + 8;
}

function closePanel() { store.thread = null; store.activity = false; drawPanel(); drawSidebar(); writeAddress(); }
function toggleActivity() { store.activity = !store.activity; drawPanel(); drawSidebar(); }

async function drawActivity() {
  const panel = $("panel");
  const got = await get("log");
  if (!store.activity) return;
  const took = (d) => (d.latency === null ? "" : `${Math.round(d.latency * 1000)} ms`);
  const scrolled = panel.querySelector(".scroll")?.scrollTop ?? 0;
  panel.setAttribute("aria-label", "What the app does");
  panel.replaceChildren(
    h("header", { class: "head" }, h("div", { class: "head-title" }, h("h1", {}, "What the app does")), h("button", { type: "button", class: "tool", "aria-label": "Close", onclick: closePanel }, icon("close"))),
    h("div", { class: "scroll activity" },
      got.errors.length > 0 && [h("h2", {}, "Not as it should be"), got.errors.map((e) => h("p", { class: "input-error" }, e))],
      h("h2", {}, "Sent to the app"), h("ul", {}, got.deliveries.map((d) => h("li", { class: d.done ? (d.acked ? "good" : "bad") : "" }, h("code", {}, d.type), h("span", {}, d.done ? (d.acked ? `acked in ${took(d)}` : d.error) : "under way", d.attempts > 1 ? `, ${d.attempts} tries` : "")))),
      h("h2", {}, "Asked of Slack"), h("ul", {}, got.calls.map((c) => h("li", { class: c.ok ? "good" : "bad" }, h("code", {}, c.method), h("span", {}, c.ok ? "ok" : c.error))))));
  panel.querySelector(".scroll").scrollTop = scrolled;
}

// What arrives

const atEnd = (scroll) => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;

function redrawList({ keep = false } = {}) {
  const scroll = $("messages");
  const channel = store.channels.get(store.channel);
  if (!scroll || (isApp(channel) && store.tab !== "messages")) return;
  const down = atEnd(scroll);
  if (down && store.messages.size > MOST) {
    for (const ts of [...store.messages.keys()].sort().slice(0, -MOST / 2)) store.messages.delete(ts);
    store.hasMore = true;
  }
  const height = scroll.scrollHeight;
  sync(scroll, rows(channel));
  if (keep) scroll.scrollTop += scroll.scrollHeight - height;
  else if (down) toEnd(scroll);
}

function redrawThread() {
  const scroll = $("panel").querySelector(".scroll");
  if (!store.thread || store.activity || !scroll) return;
  const down = atEnd(scroll);
  const shown = [...store.replies.values()].sort((a, b) => Number(a.ts) - Number(b.ts));
  sync(scroll, renderList(shown, { inThread: true, drawn: drawnThread }));
  if (down) toEnd(scroll);
}

async function arrived(changes) {
  const todo = new Set();
  for (const change of changes) {
    if (change.kind === "message") receive(change.message, todo);
    else if (change.kind === "message_gone") {
      if (change.channel === store.channel) { store.messages.delete(change.ts); store.replies.delete(change.ts); todo.add("list").add("thread"); }
    } else if (change.kind === "views") { store.modals = change.modals; store.home = change.home; todo.add("views"); }
    else if (change.kind === "notice") toast(change.text, true);
    else if (change.kind === "workspace") todo.add("workspace");
    else if (change.kind === "delivery" && store.activity) todo.add("activity");
  }
  if (todo.has("workspace")) {
    await loadWorkspace();
    if (!store.channels.has(store.channel)) { await look({}); return; }
    drawSidebar();
    const old = $("main").querySelector(".head");
    if (old) { const text = document.querySelector("#main .composer-text"); const busy = text === document.activeElement; drawMain(); if (busy) document.querySelector("#main .composer-text")?.focus(); }
  }
  if (todo.has("sidebar")) drawSidebar();
  if (todo.has("list")) redrawList();
  if (todo.has("thread")) redrawThread();
  if (todo.has("activity")) drawActivity();
  if (todo.has("views")) {
    drawModals();
    if (isApp(store.channels.get(store.channel)) && store.tab === "home") { const at = $("messages").scrollTop; drawMain(); $("messages").scrollTop = at; }
  }
}

function receive(message, todo) {
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  if (message.channel !== store.channel) {
    if (message.user !== store.me && !reply && !message.edited) { store.unread.set(message.channel, (store.unread.get(message.channel) ?? 0) + 1); todo.add("sidebar"); }
    if (!store.channels.has(message.channel)) todo.add("workspace");
    return;
  }
  if (!reply || message.broadcast) { store.messages.set(message.ts, message); todo.add("list"); }
  if (store.thread && (message.thread_ts === store.thread || message.ts === store.thread)) { store.replies.set(message.ts, message); todo.add("thread"); }
}

function listen() {
  if (socket?.readyState === WebSocket.OPEN) { socket.send(JSON.stringify({ team: store.team, user: store.me })); return; }
  if (socket?.readyState === WebSocket.CONNECTING) return;
  socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/sandbox/live`);
  socket.onopen = () => socket.send(JSON.stringify({ team: store.team, user: store.me }));
  socket.onmessage = (event) => arrived(JSON.parse(event.data));
  socket.onclose = () => setTimeout(async () => {
    try { await loadWorkspace(); await go(store.channel, store.thread); listen(); } catch { listen(); }
  }, 1500);
}

document.addEventListener("go", (event) => go(event.detail.channel));
document.addEventListener("thread", (event) => openThread(event.detail.ts));
document.addEventListener("redraw", () => { drawnList.clear(); drawnThread.clear(); redrawList(); redrawThread(); });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("panel").hidden && !document.querySelector("dialog[open]")) closePanel();
});
window.addEventListener("hashchange", () => { const to = readAddress(); if (to.channel && to.channel !== store.channel) look(to); });

store.emoji = await (await fetch("/static/emoji.json")).json();
await look(readAddress());
drawModals();
emit("ready", {});
