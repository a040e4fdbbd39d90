// What the page knows, and how it asks for more. One place, so that every part draws from the same.

import { toast } from "./dom.js";

export const store = {
  team: null, me: null, users: {}, channels: new Map(), teams: [], app: null, modals: [], home: null,
  channel: null, thread: null, tab: "messages", activity: false,
  messages: new Map(), // of the open channel, by ts
  replies: new Map(), // of the open thread, by ts
  hasMore: false, emoji: {}, unread: new Map(),
};

export const who = () => `team=${encodeURIComponent(store.team)}&user=${encodeURIComponent(store.me)}`;

export async function get(path) {
  const answer = await fetch(`/sandbox/${path}${path.includes("?") ? "&" : "?"}${who()}`);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? "failed");
  return body;
}

// Does something as whoever is chosen; a refusal shows as a toast, and gives null.
export async function act(action, args = {}) {
  const answer = await fetch(`/sandbox/do/${action}`, {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ team: store.team, user: store.me, ...args }),
  });
  const body = await answer.json();
  if (body.ok) return body;
  toast(body.error, true);
  return null;
}

export async function upload(name, bytes, snippet = false) {
  const answer = await fetch(`/sandbox/upload?${who()}&name=${encodeURIComponent(name)}&snippet=${snippet ? 1 : 0}`, {
    method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: bytes,
  });
  const body = await answer.json();
  if (!body.ok) toast(body.error, true);
  return body.ok ? body.id : null;
}

export const userName = (id) => store.users[id]?.real_name ?? id;
export const isBot = (id) => store.app?.user === id;

export function channelTitle(channel) {
  if (channel.kind !== "im") return channel.name;
  const other = channel.members.find((m) => m !== store.me) ?? store.me;
  return userName(other);
}
