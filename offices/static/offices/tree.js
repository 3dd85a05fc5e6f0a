/* Open and close branches of 单位树. htmx fetches a branch the first time; this shows and hides it from then on. */
"use strict";

(function () {
  const STEP = 4; // characters of a path per level

  function isOpen(row) {
    const button = row && row.querySelector("button.tree-toggle");
    return !button || button.getAttribute("aria-expanded") === "true";
  }

  function refresh(body, path) {
    const rows = {};
    body.querySelectorAll("tr[data-path]").forEach(function (row) { rows[row.dataset.path] = row; });
    Object.keys(rows).forEach(function (below) {
      if (below.length <= path.length || !below.startsWith(path)) return;
      let visible = true;
      for (let end = path.length; end < below.length; end += STEP) {
        visible = visible && isOpen(rows[below.slice(0, end)]);
      }
      rows[below].hidden = !visible;
    });
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("button.tree-toggle");
    if (!button) return;
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    const row = button.closest("tr");
    refresh(row.parentElement, row.dataset.path);
  });
})();
