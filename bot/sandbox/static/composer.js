// Writing: a box with suggestions for commands, people, channels and emoji; files; long pastes; the app's shortcuts.

import { h, icon, menu, toast } from "./dom.js";
import { avatar, emit, pickEmoji } from "./messages.js";
import { act, store, upload } from "./store.js";

const SNIPPET_FROM = 4000;
const BUILT_IN = [{ name: "/invite", description: "Bring someone into this channel", hint: "@someone" }, { name: "/remove", description: "Take someone out of this channel", hint: "@someone" }];
const kept = new Map(); // what was begun, by channel or thread

export function composer(place, { placeholder, thread_ts, disabled }) {
  const key = `${store.me}/${place}/${thread_ts ?? ""}`;
  const draft = kept.get(key) ?? { text: "", files: [] };
  kept.set(key, draft);
  if (disabled) return h("div", { class: "composer closed" }, disabled);

  const area = h("textarea", { class: "composer-text", rows: 1, placeholder, "aria-label": placeholder, value: draft.text });
  const shelf = h("div", { class: "shelf" });
  const hints = h("div", { class: "hints", role: "listbox", hidden: true });
  const chooser = h("input", { type: "file", multiple: true, hidden: true, onchange: () => { take([...chooser.files]); chooser.value = ""; } });
  const also = thread_ts ? h("label", { class: "also-send" }, h("input", { type: "checkbox" }), "Also send to the channel") : null;
  const go = h("button", { type: "button", class: "send", title: "Send (Enter)", "aria-label": "Send", onclick: () => send() }, icon("send"));
  const box = h("div", { class: "composer" }, hints, area, shelf, also, h("div", { class: "composer-bar" },
    h("button", { type: "button", class: "tool", title: "Attach a file", "aria-label": "Attach a file", onclick: () => chooser.click() }, icon("plus")),
    h("button", { type: "button", class: "tool", title: "Emoji", "aria-label": "Emoji", onclick: (e) => pickEmoji(e.currentTarget, (n) => insert(`:${n}: `)) }, icon("smile")),
    h("button", { type: "button", class: "tool", title: "Mention someone", "aria-label": "Mention someone", onclick: () => insert("@") }, icon("at")),
    store.app && h("button", { type: "button", class: "tool", title: "Shortcuts", "aria-label": "Shortcuts", "aria-haspopup": "menu", onclick: (e) => shortcuts(e.currentTarget) }, icon("bolt")),
    h("span", { class: "spacer" }), go), chooser);

  const fit = () => { area.style.height = "auto"; area.style.height = `${Math.min(area.scrollHeight, 260)}px`; go.disabled = !area.value.trim() && !draft.files.length; };
  const paintShelf = () => {
    shelf.replaceChildren(...draft.files.map((f) => h("span", { class: "shelf-item" }, icon("file"), h("span", { class: "file-text" }, h("strong", {}, f.name), h("span", {}, f.detail)),
      h("button", { type: "button", class: "tool", "aria-label": `Remove ${f.name}`, onclick: () => { draft.files.splice(draft.files.indexOf(f), 1); paintShelf(); } }, icon("close")))));
    fit();
  };
  async function take(files) {
    for (const file of files) {
      const id = await upload(file.name, file);
      if (id) draft.files.push({ id, name: file.name, detail: `${Math.max(1, Math.round(file.size / 1000))} kB` });
    }
    paintShelf();
    area.focus();
  }
  function insert(text) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    area.dispatchEvent(new Event("input"));
  }
  async function send() {
    const text = area.value.trim();
    const files = draft.files.map((f) => f.id);
    if (!text && !files.length) return;
    const command = /^(\/[\w-]+)(?:\s+([\s\S]*))?$/.exec(text);
    area.value = draft.text = "";
    draft.files = [];
    hideHints();
    paintShelf();
    let done;
    if (command && !files.length) done = await run(command[1], command[2] ?? "");
    else done = await act("post", { channel: place, text, files, thread_ts, broadcast: also?.querySelector("input").checked ?? false });
    if (!done) { area.value = draft.text = text; fit(); }
    area.focus();
  }
  async function run(command, rest) {
    if (command === "/invite" || command === "/remove") {
      for (const whom of rest.match(/[\w.-]+/g) ?? []) await act(command === "/invite" ? "invite" : "kick", { channel: place, whom });
      return true;
    }
    if (thread_ts) { toast("Slash commands do not work in threads.", true); return null; }
    return act("slash", { channel: place, command, text: rest });
  }

  // Suggestions
  let found = [];
  let at = 0;
  function hideHints() { hints.hidden = true; found = []; }
  function suggest() {
    const before = area.value.slice(0, area.selectionStart);
    const slash = /^\/[\w-]*$/.exec(before);
    const token = /(?:^|\s)([@#:])([\w.+-]*)$/.exec(before);
    found = [];
    if (slash) {
      found = [...(store.app?.commands ?? []), ...BUILT_IN].filter((c) => c.name.startsWith(slash[0]))
        .map((c) => ({ insert: `${c.name} `, from: 0, label: c.name, detail: c.description, hint: c.hint }));
    } else if (token) {
      const [, sign, part] = token;
      const from = area.selectionStart - part.length - 1;
      const word = part.toLowerCase();
      if (sign === "@") {
        found = Object.values(store.users).filter((u) => u.id !== "USLACKBOT" && (u.name.startsWith(word) || u.real_name.toLowerCase().includes(word)))
          .map((u) => ({ insert: `@${u.name} `, from, label: u.real_name, detail: `@${u.name}${u.title ? ` · ${u.title}` : ""}`, lead: avatar(u.id, "tiny") }));
      } else if (sign === "#") {
        found = [...store.channels.values()].filter((c) => c.name && c.name.startsWith(word)).map((c) => ({ insert: `#${c.name} `, from, label: `#${c.name}`, detail: c.topic }));
      } else if (word.length > 1) {
        found = Object.keys(store.emoji).filter((n) => n.startsWith(word)).map((n) => ({ insert: `:${n}: `, from, label: `:${n}:`, lead: h("span", { class: "emoji" }, store.emoji[n]) }));
      }
    }
    found = found.slice(0, 8);
    at = 0;
    paintHints();
  }
  function paintHints() {
    hints.hidden = !found.length;
    hints.replaceChildren(...found.map((f, i) => h("button", {
      type: "button", role: "option", "aria-selected": i === at, class: `menu-item${i === at ? " active" : ""}`, onmousedown: (e) => { e.preventDefault(); at = i; accept(); },
    }, f.lead, h("span", { class: "menu-text" }, h("span", { class: "menu-label" }, f.label, f.hint && h("span", { class: "hint" }, ` ${f.hint}`)), f.detail && h("span", { class: "menu-detail" }, f.detail)))));
  }
  function accept() {
    const chosen = found[at];
    area.setRangeText(chosen.insert, chosen.from, area.selectionStart, "end");
    draft.text = area.value;
    hideHints();
    fit();
  }

  area.addEventListener("input", () => { draft.text = area.value; fit(); suggest(); });
  area.addEventListener("blur", hideHints);
  area.addEventListener("keydown", (event) => {
    if (found.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      paintHints();
    } else if (found.length && (event.key === "Tab" || (event.key === "Enter" && found[at].insert.trim() !== area.value.trim()))) {
      event.preventDefault();
      accept();
    } else if (found.length && event.key === "Escape") { event.stopPropagation(); hideHints(); }
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
  area.addEventListener("paste", async (event) => {
    const files = [...event.clipboardData.files];
    const text = event.clipboardData.getData("text/plain");
    if (files.length) { event.preventDefault(); await take(files); }
    else if (text.length > SNIPPET_FROM) {
      event.preventDefault();
      const id = await upload("Untitled", new TextEncoder().encode(text), true);
      if (id) { draft.files.push({ id, name: "Untitled", detail: `Snippet · ${text.length.toLocaleString("en")} characters` }); paintShelf(); }
    }
  });
  box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("dropping"); });
  box.addEventListener("dragleave", () => box.classList.remove("dropping"));
  box.addEventListener("drop", (event) => { event.preventDefault(); box.classList.remove("dropping"); take([...event.dataTransfer.files]); });
  requestAnimationFrame(paintShelf);
  return box;
}

function shortcuts(anchor) {
  const items = [store.app.name, ...store.app.global_shortcuts.map((s) => ({ label: s.name, detail: s.description, icon: "bolt", run: () => act("shortcut", { callback_id: s.callback_id }) }))];
  if (items.length === 1) items.push({ label: "No shortcuts", run: () => {} });
  menu(anchor, items);
  emit("touched", {});
}
