/* A file may be dropped on the upload field; without this script the field works as any other. */
"use strict";

(function () {
  const zone = document.querySelector("[data-drop]");
  const input = zone && zone.querySelector("input[type=file]");
  if (!input) return;

  function highlight(event) {
    event.preventDefault();
    zone.classList.toggle("over", event.type === "dragover" || event.type === "dragenter");
  }

  ["dragenter", "dragover", "dragleave"].forEach(function (name) { zone.addEventListener(name, highlight); });
  zone.addEventListener("drop", function (event) {
    highlight(event);
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
})();
