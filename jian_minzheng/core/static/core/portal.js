/* Small manners of every page. Chromium 86 is the floor. */
"use strict";

/* A form that changes data is sent once, however often its button is clicked. */
document.addEventListener("submit", function (event) {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-download")) return; // a download leaves the page as it is
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  window.addEventListener("pageshow", function () { delete form.dataset.sent; }, { once: true });
});

/* Ask before what cannot be taken back lightly: <form data-confirm="…">. */
document.addEventListener("submit", function (event) {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
}, true);

/* Leaving a form with unsaved input asks first: <form data-guard>. */
(function () {
  let dirty = false;
  document.addEventListener("input", function (event) {
    if (event.target.closest("form[data-guard]")) dirty = true;
  });
  document.addEventListener("submit", function () { dirty = false; });
  window.addEventListener("beforeunload", function (event) {
    if (dirty) event.preventDefault(), event.returnValue = "";
  });
})();

/* Rows lead where their first link leads: <tr data-href="…">. */
document.addEventListener("click", function (event) {
  const row = event.target.closest("tr[data-href]");
  if (row && !event.target.closest("a, button, input, select, label")) window.location = row.dataset.href;
});

/* Selects and checkboxes that filter a list apply at once: <form data-autosubmit>. */
document.addEventListener("change", function (event) {
  const form = event.target.closest("form[data-autosubmit]");
  if (form) form.requestSubmit();
});

/* Print: <button data-print>. */
document.addEventListener("click", function (event) {
  if (event.target.closest("[data-print]")) window.print();
});

/* A part of a page that turns out to be another page (the session is over: the sign-in form) is opened as that page. */
document.addEventListener("htmx:beforeSwap", function (event) {
  const answered = new URL(event.detail.xhr.responseURL);
  const asked = new URL(event.detail.pathInfo.requestPath, window.location.href);
  if (answered.pathname === asked.pathname) return;
  event.detail.shouldSwap = false;
  window.location = answered.href;
});
