/* The preview as a table that is put right in place. Without this script every cell leads to a page of its own.
   A cell is opened by a click, or by Enter on it; Enter saves, Esc gives up, F8 goes to the next cell to be put right. */
"use strict";

(function () {
  const table = document.querySelector("table[data-rows-of]");
  if (!table) return;
  const base = table.dataset.rowsOf;
  const TO_DO = "td.bad, td.asks";

  function say(text) { document.getElementById("import-said").textContent = text; }
  function rowNumber(cell) { return cell.closest("tr").id.replace("row-", ""); }
  function fieldOf(cell) {
    const head = table.tHead.rows[0].cells[cell.cellIndex];
    return head ? head.dataset.field : undefined;
  }
  function cellOf(number, field) {
    const row = document.getElementById("row-" + number);
    const index = Array.from(table.tHead.rows[0].cells).findIndex(function (head) { return head.dataset.field === field; });
    return row && (index < 0 ? row.cells[1] : row.cells[index]);
  }
  function addressOf(cell) {
    const link = cell.querySelector(".cell-open");
    if (link) return link.getAttribute("href");
    const field = fieldOf(cell);
    return field ? base + "rows/" + rowNumber(cell) + "/" + field + "/" : null;
  }

  /* --- opening and leaving a cell --- */

  function open(cell, address) {
    if (cell.querySelector(".cell-editor")) return focusBox(cell);
    htmx.ajax("GET", address || addressOf(cell), { target: cell, swap: "innerHTML" }).then(function () { focusBox(cell); });
  }
  function focusBox(cell) {
    const box = cell.querySelector(".cell-editor [name=text]");
    if (!box) return;
    box.focus();
    if (box.select) box.select();
  }
  function leave(form) {
    const number = form.dataset.row, field = form.dataset.field;
    htmx.ajax("GET", base + "rows/" + number + "/", { source: table, swap: "none" }).then(function () {
      rest(cellOf(number, field));
    });
  }
  /* Put the focus on a cell without opening it. */
  function rest(cell) {
    if (!cell) return;
    const control = cell.querySelector(".cell-option") || cell.querySelector(".cell-open");
    if (!control) cell.tabIndex = -1;
    (control || cell).focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /* --- from one cell to be put right to the next --- */

  function attend(cell) {
    cell.scrollIntoView({ block: "center", inline: "center" });
    if (cell.querySelector(".cell-option") || cell.querySelector(".cell-editor") === null && !addressOf(cell)) rest(cell);
    else open(cell);
  }
  function go(step, from) {
    const cells = Array.from(table.querySelectorAll(TO_DO + ", td:nth-child(2)")).filter(function (cell) {
      return cell.matches(TO_DO) || cell.querySelector(".cell-open");
    });
    const ahead = cells.filter(function (cell) {
      if (!from || cell === from) return !from;
      const order = from.compareDocumentPosition(cell);
      return step > 0 ? order & Node.DOCUMENT_POSITION_FOLLOWING : order & Node.DOCUMENT_POSITION_PRECEDING;
    });
    const next = step > 0 ? ahead[0] : ahead[ahead.length - 1];
    if (next) return attend(next);
    elsewhere(step);
  }
  function elsewhere(step) {
    const link = document.querySelector("[data-next='1']");
    if (!link) {
      const button = document.querySelector("#import-head .btn-primary");
      say("没有要处理的行了，可以导入。");
      if (button) button.focus();
    } else if (step > 0) {
      const rows = table.tBodies[0].rows;
      window.location = link.href + "?after=" + rows[rows.length - 1].id.replace("row-", "");
    } else {
      say("前面没有要处理的格子了。");
    }
  }
  function here() { return document.activeElement && document.activeElement.closest("table[data-rows-of] td"); }

  document.addEventListener("click", function (event) {
    const step = event.target.closest("[data-next]");
    if (step) {
      event.preventDefault();
      return go(Number(step.dataset.next), here());
    }
    const cancel = event.target.closest("[data-cancel]");
    if (cancel && table.contains(cancel)) {
      event.preventDefault();
      return leave(cancel.closest("form"));
    }
    const link = event.target.closest(".cell-open");
    const cell = event.target.closest("table[data-rows-of] tbody td");
    if (!cell || (!link && event.target.closest("a, button, input, select, label, form"))) return;
    const address = link ? link.getAttribute("href") : addressOf(cell);
    if (!address || event.ctrlKey || event.shiftKey || String(window.getSelection())) return;
    event.preventDefault();
    open(cell, address);
  });

  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  document.addEventListener("keydown", function (event) {
    if (event.key === "F8" || (event.altKey && event.key === "ArrowDown")) {
      event.preventDefault();
      return go(event.shiftKey ? -1 : 1, here());
    }
    const cell = here();
    if (!cell) return;
    const form = event.target.closest(".cell-editor");
    if (form) {
      if (event.key === "Escape") leave(form);
      if (event.key === "Enter" && event.target.tagName === "SELECT") {
        event.preventDefault();
        form.requestSubmit();
      }
      return;
    }
    if (event.key === "Enter" && event.target === cell && addressOf(cell)) {
      event.preventDefault();
      open(cell);
    }
    const move = !event.altKey && !event.ctrlKey && ARROWS[event.key];
    if (!move) return;
    event.preventDefault();
    const row = table.tBodies[0].rows[cell.closest("tr").sectionRowIndex + move[0]];
    const to = row && row.cells[cell.cellIndex + move[1]];
    if (to) rest(to);
  });

  /* --- what goes to the server with a correction, and what happens after it --- */

  document.body.addEventListener("htmx:configRequest", function (event) {
    const rows = Array.from(table.tBodies[0].rows, function (row) { return row.id.replace("row-", ""); });
    event.detail.headers["X-Rows"] = rows.join(",");
    if (table.hasAttribute("data-narrow")) {
      const fields = Array.from(table.querySelectorAll("th[data-field]"), function (head) { return head.dataset.field; });
      event.detail.headers["X-Narrow"] = fields.join(",");
    }
  });
  let mapped = false;

  /* The cell that was sent knows its row and field even when it has been replaced; two may be on their way at once. */
  document.body.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.requestConfig.verb !== "post") return;
    const sender = event.detail.requestConfig.elt, line = sender.closest("tr[id^='row-']");
    if (!event.detail.successful) return say("没有保存成功，请检查网络后再试。");
    mapped = !line;
    if (!line) return;
    const field = sender.dataset.field, number = line.id.replace("row-", "");
    const cell = field ? cellOf(number, field) : document.getElementById(line.id).cells[1];
    if (field && cell.matches(TO_DO)) attend(cell);
    else if (field) go(1, cell);
    else cell.querySelector("button, a").focus();
  });
  document.body.addEventListener("htmx:sendError", function () { say("没有保存成功，请检查网络后再试。"); });

  /* An answer that is chosen and not yet sent outlives the panel's renewal after some other correction. */
  document.body.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id !== "import-panel" || mapped) return;
    const controls = Array.from(event.detail.target.querySelectorAll("select, input:not([type=hidden])"));
    if (controls.some(function (control) { return control.value; })) event.detail.shouldSwap = false;
  });
  /* The panel is replaced as a whole: whoever worked in it goes on with its first line. */
  document.body.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target.id !== "import-panel" || !mapped) return;
    mapped = false;
    const next = event.detail.target.querySelector("select, input:not([type=hidden])");
    if (next) next.focus();
  });

  /* Coming from another page on the way to the next cell, or back to a row. */
  const row = document.getElementById(window.location.hash.slice(1));
  if (row && table.contains(row)) {
    const cell = row.querySelector(TO_DO) || row.cells[0];
    cell.scrollIntoView({ block: "center" });
    rest(cell);
  }
})();
