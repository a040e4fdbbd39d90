// Elements and pop-overs. Text always goes in as text, never as markup: nothing in a message can become an element.

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2).toLowerCase(), value);
    else if (key === "class") element.className = value;
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "value") element.value = value;
    else if (key === "color") element.style.setProperty("--color", value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
  return parent;
}

// Only these may stand in an href: a message can hold any address at all.
export function safeUrl(url) {
  return /^(https?:|mailto:|tel:|slack:|\/)/i.test(url) ? url : undefined;
}

export function link(url, ...children) {
  return h("a", { href: safeUrl(url), target: "_blank", rel: "noopener noreferrer" }, ...children);
}

// Icons are drawn here, so that the page needs no font.
const ICONS = {
  hash: "M7 3 5.5 17M14.5 3 13 17M3.5 7.5h13.5M3 12.5h13.5",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  caret: "m5 8 5 5 5-5",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  reply: "M3.5 4.5h13v9h-7l-4 3v-3h-2z",
  smile: "M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4zM7.2 8h.01M12.8 8h.01M6.8 11.5a3.7 3.7 0 0 0 6.4 0",
  close: "m5 5 10 10M15 5 5 15",
  plus: "M10 4v12M4 10h12",
  bolt: "M11 2.5 4.5 11H9l-.8 6.5L15.5 9H11z",
  send: "M3 4l14.5 6L3 16l2-6zM5 10h6",
  at: "M13.2 10a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0zm0 0v1.2a2 2 0 0 0 4 0V10a7.2 7.2 0 1 0-2.9 5.8",
  file: "M5.5 2.8h6l3.5 3.5v11H5.5zM11.5 2.8v3.5H15",
  people: "M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.5 16c.3-3 2.2-4.4 5-4.4s4.700 1.400 5 4.400M13 9.500a2.300 2.300 0 0 0 0-4.500M14.300 11.900c1.900.4 3 1.700 3.200 4.100",
  pulse: "M2.500 10.500h3.500l2-6 3.500 11 2.500-7 1 2h2.500",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zm8 2.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600z",
  pencil: "m4 13-.8 3.800L7 16l9-9-3-3z",
  bin: "M4 5.500h12M8 5.500V3.500h4v2M5.500 5.500l.7 11.500h7.600l.7-11.500",
  chain: "M8.500 11.500a3 3 0 0 0 4.300 0l2.700-2.700a3 3 0 0 0-4.300-4.300l-1 1M11.500 8.500a3 3 0 0 0-4.300 0L4.500 11.200a3 3 0 0 0 4.300 4.300l1-1",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// The app's picture: quotation marks on a coloured ground.
export function appIcon(size = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M7 21.500c0-6.500 2.200-10.300 7-11.500v3.200c-2 .8-3 2.200-3.100 4.100H14v4.200zm10.500 0c0-6.500 2.200-10.300 7-11.500v3.200c-2 .8-3 2.200-3.100 4.100h3.100v4.200z");
  svg.append(path);
  return h("span", { class: `avatar bot ${size}`, "aria-hidden": "true" }, svg);
}

let open = null;

export function closePopover() {
  open?.();
}

// A pop-over beside `anchor`, closed by Escape, by a click elsewhere, or by choosing.
export function popover(anchor, content, { wide = false, onClose } = {}) {
  closePopover();
  const box = h("div", { class: `popover${wide ? " wide" : ""}` }, content);
  // A modal dialog covers everything outside it, so its pop-overs go inside.
  (anchor.closest("dialog") ?? document.body).append(box);
  let from = anchor.getBoundingClientRect();
  const place = () => {
    if (anchor.isConnected) from = anchor.getBoundingClientRect();
    const size = box.getBoundingClientRect();
    const below = from.bottom + size.height + 12 < innerHeight || from.top < innerHeight - from.bottom;
    box.style.left = `${Math.max(8, Math.min(from.left, innerWidth - size.width - 8))}px`;
    box.style.top = `${Math.max(8, below ? Math.min(from.bottom + 4, innerHeight - size.height - 8) : from.top - size.height - 4)}px`;
  };
  const watch = new ResizeObserver(place); // what is in it may come later
  watch.observe(box);
  anchor.setAttribute("aria-expanded", "true");
  const elsewhere = (event) => { if (!box.contains(event.target) && !anchor.contains(event.target)) close(); };
  const keys = (event) => {
    if (event.key === "Escape") { event.stopPropagation(); event.preventDefault(); close(); anchor.focus?.(); }
  };
  function close() {
    open = null;
    anchor.removeAttribute("aria-expanded");
    watch.disconnect();
    box.remove();
    document.removeEventListener("mousedown", elsewhere, true);
    document.removeEventListener("keydown", keys, true);
    onClose?.();
  }
  document.addEventListener("mousedown", elsewhere, true);
  document.addEventListener("keydown", keys, true);
  open = close;
  return { box, close };
}

// A menu of {label, detail, icon, danger, run}; a string is a heading, null a line between.
export function menu(anchor, items, options = {}) {
  const list = h("div", { class: "menu", role: "menu" });
  const { close } = popover(anchor, list, options);
  for (const item of items) {
    if (item === null) list.append(h("hr"));
    else if (typeof item === "string") list.append(h("div", { class: "menu-heading" }, item));
    else {
      list.append(h("button", {
        type: "button", role: item.checked === undefined ? "menuitem" : "menuitemradio", "aria-checked": item.checked,
        class: `menu-item${item.danger ? " danger" : ""}${item.checked ? " checked" : ""}`,
        onclick: () => { close(); item.run(); },
      }, item.lead ?? (item.icon ? icon(item.icon) : null),
      h("span", { class: "menu-text" }, h("span", { class: "menu-label" }, item.label),
        item.detail && h("span", { class: "menu-detail" }, item.detail))));
    }
  }
  arrows(list);
  list.querySelector("button")?.focus();
}

// Up and down move between the buttons of a list.
export function arrows(list) {
  list.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const all = [...list.querySelectorAll("button:not([disabled])")];
    const at = all.indexOf(document.activeElement);
    all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]?.focus();
  });
}

// Puts these nodes into `parent`, touching only what differs: focus and selections stay where they are.
export function sync(parent, nodes) {
  const keep = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  nodes.forEach((node, index) => { if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null); });
}

export function toast(text, bad = false) {
  const box = h("div", { class: `toast${bad ? " bad" : ""}` }, text);
  document.getElementById("toasts").append(box);
  setTimeout(() => box.remove(), 6000);
}

// A dialog that asks; `yes` runs when it is confirmed.
export function ask({ title, text, confirm, deny, danger }, yes) {
  const dialog = h("dialog", { class: "dialog", "aria-label": typeof title === "string" ? title : undefined },
    h("h2", {}, title), h("div", { class: "dialog-text" }, text),
    h("div", { class: "dialog-buttons" },
      h("button", { type: "button", class: "btn", onclick: () => dialog.close() }, deny),
      h("button", {
        type: "button", class: `btn ${danger ? "danger-filled" : "primary"}`, autofocus: true,
        onclick: () => { dialog.close(); yes(); },
      }, confirm)));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
}
