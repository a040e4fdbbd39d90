// Blocks and their interactive elements, in messages, modals and the Home tab.
//
// A `holder` is what the blocks are part of: {ts, channel} of a message, or {view} of a view; `drafts` keeps what is
// typed into a view until it is submitted.

import { arrows, ask, h, icon, popover, safeUrl } from "./dom.js";
import { act, channelTitle, store, upload, userName } from "./store.js";
import { markdown, plainWithEmoji, richText, textObject } from "./text.js";

export const drafts = new Map(); // "view/block/action" -> value as given to the server

const draftKey = (holder, block, element) => `${holder.view}/${block.block_id}/${element.action_id}`;

function send(holder, block, element, value) {
  const at = holder.view ? { view: holder.view } : { channel: holder.channel, ts: holder.ts };
  return act("act", { ...at, action_id: element.action_id, block_id: block.block_id, value });
}

// An input of a view keeps its value until the view is submitted; everything else is sent at once.
function changed(holder, block, element, value) {
  if (holder.view && block.type === "input") {
    drafts.set(draftKey(holder, block, element), value);
    if (!block.dispatch_action) return;
  }
  confirmed(element, () => send(holder, block, element, value));
}

function confirmed(element, go) {
  if (!element.confirm) return go();
  const c = element.confirm;
  ask({ title: c.title.text, text: textObject(c.text), confirm: c.confirm.text, deny: c.deny.text, danger: c.style === "danger" }, go);
}

// What stands in an element now: the draft, else what the server holds, under the one key beside `type`.
function current(holder, block, element) {
  const key = draftKey(holder, block, element);
  if (holder.view && drafts.has(key)) return drafts.get(key);
  const { type, ...rest } = holder.values?.[block.block_id]?.[element.action_id] ?? {};
  return Object.values(rest)[0] ?? null;
}

export function renderBlocks(blocks, holder) {
  return blocks.map((block) => {
    const draw = BLOCKS[block.type];
    const made = draw ? draw(block, holder) : h("div", { class: "unknown" }, `(${block.type})`);
    made.classList.add("block");
    return made;
  });
}

const BLOCKS = {
  header: (block) => h("h3", { class: "block-header" }, plainWithEmoji(block.text.text)),
  divider: () => h("hr", { class: "block-divider" }),
  section: (block, holder) => h("div", { class: "block-section" },
    h("div", { class: "section-body" },
      block.text && h("div", { class: "section-text" }, textObject(block.text)),
      block.fields && h("div", { class: "section-fields" }, block.fields.map((f) => h("div", {}, textObject(f))))),
    block.accessory && h("div", { class: "accessory" }, element(block.accessory, block, holder))),
  context: (block) => h("div", { class: "block-context" }, block.elements.map((e) =>
    e.type === "image" ? h("img", { src: safeUrl(e.image_url ?? ""), alt: e.alt_text }) : h("span", {}, textObject(e)))),
  actions: (block, holder) => h("div", { class: "block-actions" }, block.elements.map((e) => element(e, block, holder))),
  rich_text: (block) => h("div", { class: "block-rich" }, richText(block)),
  markdown: (block) => h("div", { class: "block-markdown" }, markdown(block.text)),
  image: (block) => h("figure", { class: "block-image" },
    block.title && h("figcaption", {}, plainWithEmoji(block.title.text)),
    h("img", { src: fileOf(block), alt: block.alt_text, loading: "lazy" })),
  video: (block) => h("div", { class: "block-section" }, h("a", { href: safeUrl(block.video_url), target: "_blank", rel: "noopener" }, block.title.text)),
  file: (block) => h("div", { class: "block-context" }, `File ${block.external_id ?? ""}`),
  table: (block) => {
    const align = (column) => `align-${block.column_settings?.[column]?.align ?? "left"}`;
    const cell = (tag) => (c, i) => h(tag, { class: align(i) }, c.type === "rich_text" ? richText(c) : c.text);
    return h("div", { class: "table-scroll", tabindex: 0 }, h("table", { class: "block-table" },
      block.rows.map((row, index) => h("tr", {}, row.map(cell(index ? "td" : "th"))))));
  },
  input: (block, holder) => {
    const wrong = holder.errors?.[block.block_id];
    const id = `in-${block.block_id}-${block.element.action_id}`;
    const control = element(block.element, block, holder, id);
    if (wrong) control.classList.add("wrong");
    return h("div", { class: "block-input" },
      h("label", { for: id }, plainWithEmoji(block.label.text), block.optional && h("span", { class: "optional" }, "(optional)")),
      control,
      wrong ? h("div", { class: "input-error", role: "alert" }, wrong)
        : block.hint && h("div", { class: "input-hint" }, plainWithEmoji(block.hint.text)));
  },
};

function fileOf(block) {
  if (block.slack_file?.id) return `/sandbox/file/${store.team}/${block.slack_file.id}`;
  return safeUrl(block.image_url ?? "");
}

function element(e, block, holder, id) {
  const draw = ELEMENTS[e.type];
  if (!draw) return h("span", { class: "unknown" }, `(${e.type})`);
  const made = draw(e, block, holder, id);
  made.dataset.key = `${block.block_id}/${e.action_id}`;
  if (id) made.id = id;
  return made;
}

const field = (type, attributes = {}) => (e, block, holder) => {
  const tag = e.multiline ? "textarea" : "input";
  const made = h(tag, {
    type: e.multiline ? undefined : type, class: "field", placeholder: e.placeholder?.text, maxlength: e.max_length,
    value: current(holder, block, e) ?? "", rows: e.multiline ? 5 : undefined, "aria-required": !block.optional, ...attributes,
  });
  let sent = made.value;
  made.addEventListener(holder.view ? "input" : "change", () => {
    if (holder.view) drafts.set(draftKey(holder, block, e), made.value || null);
    else send(holder, block, e, made.value || null);
  });
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || e.multiline || !block.dispatch_action || made.value === sent) return;
    event.preventDefault();
    sent = made.value;
    send(holder, block, e, made.value || null);
  });
  return made;
};

const picker = (type, initial) => (e, block, holder) => {
  const value = current(holder, block, e) ?? e[initial] ?? "";
  return h("input", { type, class: "field picker", value, "aria-label": e.placeholder?.text ?? type, onchange: (event) => changed(holder, block, e, event.target.value || null) });
};

const choices = (type, many) => (e, block, holder) => {
  const now = current(holder, block, e);
  const chosen = new Set((many ? now ?? [] : now ? [now] : []).map((o) => o.value));
  const name = `${holder.view ?? holder.ts}-${block.block_id}-${e.action_id}`;
  const box = h("div", { class: "choices", role: many ? "group" : "radiogroup" });
  for (const option of e.options) {
    box.append(h("label", { class: "choice" },
      h("input", {
        type, name, checked: chosen.has(option.value),
        onchange: (event) => {
          if (!many) return changed(holder, block, e, option);
          if (event.target.checked) chosen.add(option.value); else chosen.delete(option.value);
          return changed(holder, block, e, e.options.filter((o) => chosen.has(o.value)));
        },
      }),
      h("span", {}, textObject(option.text), option.description && h("span", { class: "choice-detail" }, textObject(option.description)))));
  }
  return box;
};

// Menus. `read` gives [{value, label, detail, group}] for what is typed, `give` what the server takes for a choice.
const asOption = (o, group) => ({ value: o, label: o.text.text, detail: o.description?.text, group });
const SOURCES = {
  static: async (e) => e.option_groups ? e.option_groups.flatMap((g) => g.options.map((o) => asOption(o, g.label.text))) : e.options.map((o) => asOption(o)),
  users: async () => Object.values(store.users).filter((u) => u.id !== "USLACKBOT").map((u) => ({ value: u.id, label: u.real_name, detail: u.title })),
  channels: async () => [...store.channels.values()].filter((c) => c.kind === "public").map((c) => ({ value: c.id, label: `#${c.name}`, detail: c.topic })),
  conversations: async (e) => [...store.channels.values()].filter((c) => allowed(e, c)).map((c) => ({ value: c.id, label: (c.kind === "im" ? "" : "#") + channelTitle(c), detail: c.topic })),
  external: async (e, block, holder, typed) => {
    const at = holder.view ? { view: holder.view } : { channel: holder.channel, ts: holder.ts };
    const asked = await act("suggest", { ...at, action_id: e.action_id, value: typed });
    for (let tries = 0; asked && tries < 40; tries += 1) {
      const got = await act("offered", { delivery: asked.delivery });
      if (got?.done) {
        const answer = got.answer ?? {};
        return answer.option_groups ? answer.option_groups.flatMap((g) => g.options.map((o) => asOption(o, g.label.text))) : (answer.options ?? []).map((o) => asOption(o));
      }
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    return [];
  },
};

function allowed(e, channel) {
  const filter = e.filter ?? {};
  const kind = { public: "public", private: "private", im: "im", mpim: "mpim" }[channel.kind];
  if (filter.include && !filter.include.includes(kind)) return false;
  return !(filter.exclude_bot_users && channel.kind === "im" && channel.members.includes(store.app?.user));
}

function labelOf(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === "object") return value.text.text;
  if (store.users[value]) return userName(value);
  const channel = store.channels.get(value);
  return channel ? (channel.kind === "im" ? channelTitle(channel) : `#${channel.name}`) : value;
}

const same = (a, b) => (typeof a === "object" ? a.value === b?.value : a === b);

const select = (kind, many) => (e, block, holder) => {
  let value = current(holder, block, e) ?? (many ? [] : null);
  const face = h("button", { type: "button", class: `btn select${many ? " multi" : ""}`, "aria-haspopup": "listbox", onclick: () => open() });
  const paint = () => {
    const labels = many ? value.map(labelOf) : [labelOf(value)].filter(Boolean);
    face.replaceChildren(...(many && labels.length
      ? labels.map((l) => h("span", { class: "chip" }, l))
      : [h("span", { class: labels.length ? "" : "placeholder" }, labels[0] ?? e.placeholder?.text ?? "Choose…")]), icon("caret"));
  };
  const choose = (picked, close) => {
    if (many) {
      value = value.some((v) => same(v, picked)) ? value.filter((v) => !same(v, picked)) : [...value, picked];
      if (e.max_selected_items) value = value.slice(0, e.max_selected_items);
    } else { value = picked; close(); face.focus(); }
    paint();
    changed(holder, block, e, value);
  };
  function open() {
    const filter = h("input", { class: "field", type: "search", placeholder: kind === "external" ? "Type to search…" : "Filter…", "aria-label": "Filter" });
    const list = h("div", { class: "options", role: "listbox" });
    const { close, box } = popover(face, h("div", { class: "select-box" }, filter, list), { wide: true });
    let turn = 0;
    const fill = async () => {
      const mine = ++turn;
      const typed = filter.value.trim();
      if (kind === "external" && typed.length < (e.min_query_length ?? 3)) { list.replaceChildren(h("div", { class: "menu-heading" }, "Keep typing…")); return; }
      const offered = await SOURCES[kind](e, block, holder, typed);
      if (mine !== turn || !box.isConnected) return;
      const fitting = kind === "external" ? offered : offered.filter((o) => o.label.toLowerCase().includes(typed.toLowerCase()));
      list.replaceChildren();
      let group;
      for (const o of fitting) {
        if (o.group !== group) { group = o.group; list.append(h("div", { class: "menu-heading" }, group)); }
        const on = many ? value.some((v) => same(o.value, v)) : value !== null && same(o.value, value);
        list.append(h("button", { type: "button", role: "option", "aria-selected": on, class: `menu-item${on ? " checked" : ""}`, onclick: () => { choose(o.value, close); if (many) fill(); } },
          h("span", { class: "menu-text" }, h("span", { class: "menu-label" }, plainWithEmoji(o.label)), o.detail && h("span", { class: "menu-detail" }, o.detail))));
      }
      if (!fitting.length) list.append(h("div", { class: "menu-heading" }, "No results"));
    };
    filter.addEventListener("input", fill);
    filter.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") { event.preventDefault(); list.querySelector("button")?.focus(); }
      if (event.key === "Enter") { event.preventDefault(); list.querySelector("button")?.click(); }
    });
    arrows(list);
    fill();
    filter.focus();
  }
  paint();
  return face;
};

const ELEMENTS = {
  button: (e, block, holder) => h(e.url ? "a" : "button", {
    type: e.url ? undefined : "button", class: `btn ${e.style ?? ""}`, "aria-label": e.accessibility_label,
    href: e.url && safeUrl(e.url), target: e.url && "_blank", rel: e.url && "noopener noreferrer",
    onclick: (event) => {
      const made = event.currentTarget;
      confirmed(e, async () => {
        made.classList.add("busy");
        await send(holder, block, e, null);
        setTimeout(() => made.classList.remove("busy"), 600);
      });
    },
  }, plainWithEmoji(e.text.text)),
  workflow_button: (e) => h("button", { type: "button", class: "btn", disabled: true }, e.text.text),
  image: (e) => h("img", { class: "thumb", src: safeUrl(e.image_url ?? ""), alt: e.alt_text }),
  overflow: (e, block, holder) => {
    const face = h("button", { type: "button", class: "btn overflow", "aria-label": "More actions", "aria-haspopup": "menu" }, icon("more"));
    face.addEventListener("click", () => {
      const list = h("div", { class: "menu", role: "menu" });
      const { close } = popover(face, list);
      for (const o of e.options) {
        list.append(h("button", {
          type: "button", role: "menuitem", class: "menu-item",
          onclick: () => { close(); if (o.url) window.open(safeUrl(o.url), "_blank", "noopener"); confirmed(e, () => send(holder, block, e, o)); },
        }, h("span", { class: "menu-text" }, h("span", { class: "menu-label" }, plainWithEmoji(o.text.text)), o.description && h("span", { class: "menu-detail" }, o.description.text))));
      }
      arrows(list);
      list.querySelector("button")?.focus();
    });
    return face;
  },
  plain_text_input: field("text"), email_text_input: field("email"), url_text_input: field("url"), number_input: field("text", { inputmode: "decimal" }),
  rich_text_input: field("text"),
  datepicker: picker("date", "initial_date"), timepicker: picker("time", "initial_time"),
  datetimepicker: (e, block, holder) => {
    const value = current(holder, block, e);
    const shown = value ? new Date(value * 1000).toISOString().slice(0, 16) : "";
    return h("input", { type: "datetime-local", class: "field picker", value: shown, onchange: (event) => changed(holder, block, e, event.target.value ? Date.parse(event.target.value) / 1000 : null) });
  },
  checkboxes: choices("checkbox", true), radio_buttons: choices("radio", false),
  file_input: (e, block, holder) => {
    const names = h("span", { class: "input-hint" });
    const paint = () => { names.textContent = (current(holder, block, e) ?? []).map((f) => f.name).join(", "); };
    const chooser = h("input", {
      type: "file", multiple: (e.max_files ?? 10) > 1, accept: e.filetypes?.map((t) => `.${t}`).join(","),
      onchange: async () => {
        const files = [];
        for (const f of chooser.files) { const fid = await upload(f.name, f); if (fid) files.push({ id: fid, name: f.name, mimetype: f.type, size: f.size }); }
        drafts.set(draftKey(holder, block, e), files);
        paint();
      },
    });
    paint();
    return h("div", { class: "file-input" }, chooser, names);
  },
};
for (const kind of ["static", "users", "channels", "conversations", "external"]) {
  ELEMENTS[`${kind}_select`] = select(kind, false);
  ELEMENTS[`multi_${kind}_select`] = select(kind, true);
}

// Everything a view's inputs hold, for its submission.
export function valuesOf(view) {
  const values = {};
  for (const block of view.blocks) {
    if (block.type !== "input") continue;
    const key = draftKey({ view: view.id }, block, block.element);
    if (drafts.has(key)) (values[block.block_id] ??= {})[block.element.action_id] = drafts.get(key);
  }
  return values;
}

