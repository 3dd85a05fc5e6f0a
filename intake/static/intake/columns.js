/* A line of a sheet's picture is made its head by a click; the two number fields work without this script. */
"use strict";

(function () {
  function watch(part) {
    const lines = part.querySelector(".import-lines");
    const first = part.querySelector("[data-head=first]"), last = part.querySelector("[data-head=last]");

    function draw() {
      Array.from(lines.rows).forEach(function (row) {
        const number = Number(row.dataset.line);
        row.classList.toggle("head", number >= Number(first.value) && number <= Number(last.value || first.value));
      });
    }
    lines.addEventListener("click", function (event) {
      const row = event.target.closest("tr");
      if (!row) return;
      const number = Number(row.dataset.line);
      if (!event.shiftKey || number < Number(first.value)) first.value = number;
      last.value = number;
      draw();
    });
    first.addEventListener("input", draw);
    last.addEventListener("input", draw);
  }
  document.querySelectorAll(".import-head-lines").forEach(watch);
})();
