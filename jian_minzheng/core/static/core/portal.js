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

/* Selects and checkboxes that filter a list apply at once: <form data-autosubmit>; those in a menu wait for its button. */
document.addEventListener("change", function (event) {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && !event.target.closest(".dropdown-menu")) form.requestSubmit();
});

/* Rows are ticked: <input data-tick-all> ticks its table's, <form data-bulk> shows how many the change of many is for. */
document.addEventListener("change", function (event) {
  const all = event.target.closest("[data-tick-all]");
  if (all) all.closest("table").querySelectorAll("td.tick input").forEach(function (tick) { tick.checked = all.checked; });
  const bar = document.querySelector("form[data-bulk]");
  if (!bar) return;
  const chosen = document.querySelectorAll("td.tick input:checked").length;
  bar.hidden = chosen === 0;
  bar.querySelector("[data-bulk-count]").textContent = chosen;
});

/* A long list is narrowed by typing a part of a name: <select data-narrow> in forms (lists filter at once and have their
   own search). What is chosen stays in sight; the one unit that is left of a list for one choice is chosen. */
(function () {
  const LONG = 12;

  function shown(select, text) {
    const left = [];
    select.querySelectorAll("option").forEach(function (option) {
      const group = option.closest("optgroup");
      const fits = option.text.includes(text) || (group !== null && group.label.includes(text));
      option.hidden = !(fits || option.selected || option.value === "");
      if (fits && option.value !== "") left.push(option);
    });
    select.querySelectorAll("optgroup").forEach(function (group) {
      group.hidden = group.querySelector("option:not([hidden])") === null;
    });
    return left;
  }

  document.querySelectorAll("form:not([data-autosubmit]) select[data-narrow]").forEach(function (select) {
    if (select.options.length <= LONG) return;
    const box = document.createElement("input");
    const told = document.createElement("span");
    box.type = "search";
    box.className = "form-control narrow-box";
    box.placeholder = "输入名称，缩小范围";
    box.setAttribute("aria-label", "按名称缩小“" + (select.labels[0] ? select.labels[0].textContent.replace("*", "").trim() : "") + "”的范围");
    told.className = "narrow-told";
    told.setAttribute("role", "status");
    box.addEventListener("input", function () {
      const text = box.value.trim();
      const left = shown(select, text);
      told.textContent = text === "" ? "" : left.length === 0 ? "没有这个名称的单位" : "找到 " + left.length + " 个";
      if (text !== "" && left.length === 1 && !select.multiple && !left[0].selected) {
        left[0].selected = true;
        shown(select, text);
        told.textContent = "已选：" + left[0].text;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
    box.addEventListener("keydown", function (event) {
      if (event.key === "Enter") event.preventDefault(); // looking for a unit sends no form
    });
    select.before(box, told);
  });
})();

/* Fields that only count while another one has a value stand on the page only then: <input data-shown-with="expires_by"
   data-shown-for="plan">. What they hold is not sent away; the form says after saving what it did not keep. One with an
   error stays. */
(function () {
  function show(form) {
    form.querySelectorAll("[data-shown-with]").forEach(function (field) {
      const other = form.elements[field.dataset.shownWith];
      const box = field.closest(".mb-3");
      if (other && box) box.hidden = other.value !== field.dataset.shownFor && !box.querySelector(".field-error");
    });
  }
  document.querySelectorAll("form").forEach(show);
  document.addEventListener("change", function (event) { if (event.target.form) show(event.target.form); });
})();

/* A question about an edit stands on the page once there is one: <input data-asked-when='{"name": "敦厚镇民政所"}'> while
   the field called name says something else. One with an error stays. */
(function () {
  function ask(form) {
    form.querySelectorAll("[data-asked-when]").forEach(function (field) {
      const was = JSON.parse(field.dataset.askedWhen);
      const box = field.closest(".mb-3");
      const edited = Object.keys(was).some(function (name) {
        return form.elements[name] && form.elements[name].value !== was[name];
      });
      if (box) box.hidden = !edited && !box.querySelector(".field-error");
    });
  }
  document.querySelectorAll("form").forEach(ask);
  document.addEventListener("change", function (event) { if (event.target.form) ask(event.target.form); });
})();

/* Choices that go with what another field says: <select data-offered-by="division">, <option data-goes-with="3 17">, or
   <input type="checkbox" data-offered-by="division" data-goes-with="3 17">. One that does not go with it any more is given
   up. */
(function () {
  function fits(choice, other) {
    return !choice.value || !other.value || (choice.dataset.goesWith || "").split(" ").includes(other.value);
  }
  function offer(form) {
    form.querySelectorAll("select[data-offered-by]").forEach(function (select) {
      const other = form.elements[select.dataset.offeredBy];
      if (!other) return;
      select.querySelectorAll("option").forEach(function (option) {
        option.hidden = option.disabled = !fits(option, other);
        if (option.disabled && option.selected) select.value = "";
      });
    });
    form.querySelectorAll("input[data-offered-by]").forEach(function (box) {
      const other = form.elements[box.dataset.offeredBy];
      if (!other) return;
      box.closest("div").hidden = box.disabled = !fits(box, other);
      if (box.disabled) box.checked = false;
    });
  }
  document.querySelectorAll("form").forEach(offer);
  document.addEventListener("change", function (event) { if (event.target.form) offer(event.target.form); });
})();

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

/* What went wrong with a part of a page is said at the top of the page: htmx by itself keeps silent about it. The words
   come with the answer (HX-Retarget); where there are none (nginx's answer, no connection), a notice says so. */
(function () {
  const NO_ANSWER = "连接不上平台，刚才的操作没有完成。请检查网络，稍后再试。";
  const UNKNOWN = "刚才的操作没有完成，请刷新页面后再试。";

  function notices() { return document.getElementById("notices"); }
  function tell(text) {
    const notice = document.createElement("div");
    notice.className = "alert alert-danger";
    notice.setAttribute("role", "alert");
    notice.dataset.failure = "";
    notice.textContent = text;
    notices().replaceChildren(notice);
    notice.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    const answer = event.detail.xhr;
    if (answer.status < 400) return;
    const worded = answer.getResponseHeader("HX-Retarget");
    if (worded) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      notices().scrollIntoView({ block: "nearest" });
    } else {
      tell(UNKNOWN);
    }
  });
  document.addEventListener("htmx:sendError", function () { tell(NO_ANSWER); });
  document.addEventListener("htmx:timeout", function () { tell(NO_ANSWER); });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.successful) document.querySelectorAll("#notices [data-failure]").forEach(function (one) { one.remove(); });
  });
})();
