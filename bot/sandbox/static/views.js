// Modals, one on another, and the Home tab.

import { drafts, renderBlocks, valuesOf } from "./blocks.js";
import { appIcon, h, icon } from "./dom.js";
import { act, store } from "./store.js";
import { plainWithEmoji } from "./text.js";

let dialog = null;
let shown = null; // id and hash of what the dialog shows

export function drawModals() {
  const view = store.modals.at(-1);
  if (!view) { dialog?.remove(); dialog = null; shown = null; drafts.clear(); return; }
  const stamp = `${view.id}/${view.hash}/${JSON.stringify(view.errors)}`;
  if (dialog && stamp === shown) return;
  const focus = document.activeElement?.closest?.("[data-key]")?.dataset.key;
  const scrolled = shown?.startsWith(view.id) ? dialog?.querySelector(".modal-body")?.scrollTop ?? 0 : 0;
  shown = stamp;
  if (!dialog) {
    dialog = h("dialog", { class: "modal" });
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); act("close"); });
    document.body.append(dialog);
    dialog.showModal();
  }
  const holder = { view: view.id, values: view.state.values, errors: view.errors };
  const submit = view.submit && h("button", { type: "submit", class: "btn primary" }, plainWithEmoji(view.submit.text));
  const form = h("form", {
    class: "modal-form", novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      if (!view.submit) return;
      submit?.classList.add("busy");
      await act("submit", { view: view.id, values: valuesOf(view) });
      submit?.classList.remove("busy");
    },
  },
  h("header", { class: "modal-head" }, appIcon("small"), h("h2", {}, plainWithEmoji(view.title.text)),
    h("button", { type: "button", class: "tool", "aria-label": "Close", onclick: () => act("close", { everything: true }) }, icon("close"))),
  view.errors[""] && h("div", { class: "modal-error", role: "alert" }, view.errors[""]),
  h("div", { class: "modal-body" }, renderBlocks(view.blocks, holder)),
  h("footer", { class: "modal-foot" },
    store.modals.length > 1 && h("span", { class: "depth" }, `${store.modals.length} of 3`), h("span", { class: "spacer" }),
    h("button", { type: "button", class: "btn", onclick: () => act("close") }, view.close ? plainWithEmoji(view.close.text) : view.submit ? "Cancel" : "Close"), submit));
  dialog.setAttribute("aria-label", view.title.text);
  dialog.replaceChildren(form);
  form.querySelector(".modal-body").scrollTop = scrolled;
  const wrong = form.querySelector(".wrong");
  const again = focus && form.querySelector(`[data-key="${CSS.escape(focus)}"]`);
  const first = wrong ?? again ?? form.querySelector(".modal-body input, .modal-body textarea, .modal-body .select") ?? form.querySelector(".modal-foot .btn:last-child");
  first?.focus();
}

export function homeTab() {
  const view = store.home;
  if (!view) {
    return h("div", { class: "home empty" }, appIcon("huge"),
      h("h2", {}, "Nothing here yet"), h("p", {}, `${store.app?.name ?? "The app"} has not published this tab.`));
  }
  return h("div", { class: "home" }, renderBlocks(view.blocks, { view: view.id, values: view.state.values, errors: view.errors }));
}
