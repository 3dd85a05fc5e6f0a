/* A line of the sheet's picture is made its head by a click; the two number fields work without this script. */
"use strict";

(function () {
  const lines = document.querySelector(".import-lines");
  if (!lines) return;
  const first = document.getElementById("id_header_first"), last = document.getElementById("id_header_last");

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
})();
