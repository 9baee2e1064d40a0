/* Small comforts. Every page works without this file. */
"use strict";

function csrfToken() {
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (field) return field.value;
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie ? decodeURIComponent(cookie.slice("csrftoken=".length)) : "";
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
});

/* Quantity: the buttons are hidden until here, a number field stands alone without scripts. */
function readySteppers(root) {
  root.querySelectorAll(".stepper-btn[hidden]").forEach((button) => { button.hidden = false; });
}

function step(button) {
  const field = button.closest(".stepper").querySelector("input[type=number]");
  if (Number(button.dataset.step) > 0) field.stepUp(); else field.stepDown();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (button) step(button);
  const closer = event.target.closest("[data-dismiss]");
  if (closer) closer.closest(closer.dataset.dismiss)?.remove();
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

/* A form is sent once: a second press within the next seconds does nothing. */
const RESEND_AFTER_MS = 8000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    form.dataset.sent = "1";
    window.setTimeout(() => { delete form.dataset.sent; }, RESEND_AFTER_MS);
  }
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) { event.preventDefault(); delete event.target.dataset.sent; }
});

document.addEventListener("DOMContentLoaded", () => readySteppers(document));
document.addEventListener("htmx:load", (event) => readySteppers(event.detail.elt));
