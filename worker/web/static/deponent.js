"use strict";
// Everything can be read without this file. It keeps lists live, sends uploads one by one with
// their progress, and leads from a quote to its words with the keyboard's focus.

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

document.documentElement.classList.add("js");
for (const element of $$(".needs-js")) element.hidden = false;

// ---- Live parts ---------------------------------------------------------------------------

const BUSY_MS = 1200, CALM_MS = 4000, LOST_MS = 3000;
let lookAgain = null;

function keepLive(live) {
  const said = $("#said"), lost = $("#lost");
  let before = null, timer = 0;

  function take(html) {
    if (html !== before) {
      const focused = live.contains(document.activeElement) ? document.activeElement.id : "";
      live.innerHTML = html;
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      before = html;
    }
    const part = live.firstElementChild;
    if ("settled" in part.dataset) { location.reload(); return Infinity; }
    if (said.textContent !== part.dataset.said) said.textContent = part.dataset.said;
    return part.dataset.inHand === "0" ? CALM_MS : BUSY_MS;
  }

  async function look() {
    clearTimeout(timer);
    let pause = CALM_MS;
    if (!document.hidden) {
      try {
        const answer = await fetch(live.dataset.fragment, { cache: "no-store" });
        if (!answer.ok) throw new Error(String(answer.status));
        pause = take(await answer.text());
        lost.hidden = true;
      } catch {
        lost.textContent = "Deponent does not answer at the moment. What you see may be out of date; this page keeps trying.";
        lost.hidden = false;
        pause = LOST_MS;
      }
    }
    if (pause < Infinity) timer = setTimeout(look, pause);
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  lookAgain = look;
  timer = setTimeout(look, BUSY_MS);
}

if ($("#live")) keepLive($("#live"));

// ---- Uploads ------------------------------------------------------------------------------

function sendOne(file, caseRef, onProgress) {
  return new Promise((resolve) => {
    const form = new FormData();
    form.append("case", caseRef);
    form.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", "/api/statements");
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    request.onload = () => resolve({ status: request.status, body: request.response || {} });
    request.onerror = () => resolve({ status: 0, body: { message: "Deponent does not answer. The file was not sent; try again." } });
    request.send(form);
  });
}

function outcome(name) {
  const item = document.createElement("li");
  const title = document.createElement("strong");
  const bdi = document.createElement("bdi");
  bdi.textContent = name;
  title.append(bdi);
  const words = document.createElement("span");
  const bar = document.createElement("progress");
  item.append(title, " ", words, bar);
  $("#outcomes").append(item);
  return {
    say(text) { words.textContent = text; },
    advance(done, of) { bar.max = of; bar.value = done; },
    end(look, text, receipt) {
      bar.remove();
      item.className = look;
      words.textContent = text;
      if (!receipt) return;
      const link = document.createElement("a");
      link.href = receipt.links.page;
      link.textContent = "See how it stands";
      // Its row tells, and goes on telling; where the list does not show it, its own page does.
      link.addEventListener("click", (event) => {
        const row = document.getElementById(`to-${receipt.id}`);
        if (!row) return;
        event.preventDefault();
        row.scrollIntoView({ block: "center" });
        row.focus({ preventScroll: true });
      });
      item.append(" ", link);
    },
  };
}

function fault(id, message) {
  const place = $(`#${id}-error`), input = $(`#${id}`);
  place.textContent = message;
  place.hidden = !message;
  if (message) { input.setAttribute("aria-invalid", "true"); input.focus(); }
  else input.removeAttribute("aria-invalid");
}

// Whoever leaves while files are being sent is asked first: those not yet sent would be lost.
const keepHere = (event) => event.preventDefault();

function readyUploads(form) {
  const files = $("#file"), drop = $("#drop"), button = $("button", form);
  const most = Number(form.dataset.mostBytes);
  form.noValidate = true;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault("file", "");
    fault("case", "");
    const caseRef = $("#case").value.trim();
    if (!files.files.length) fault("file", "Choose at least one file.");
    if (!caseRef) fault("case", "Give the case reference.");
    if (!caseRef || !files.files.length) return;
    $("#outcomes").replaceChildren();
    button.disabled = true;
    addEventListener("beforeunload", keepHere);
    let refused = false;
    for (const file of [...files.files]) {
      const shown = outcome(file.name);
      if (file.size > most) {
        shown.end("refused", `The file is larger than ${form.dataset.mostSaid}, the most that is accepted. It was not sent.`);
        continue;
      }
      shown.say("is being sent");
      const { status, body } = await sendOne(file, caseRef, shown.advance);
      if (status === 202) shown.end("received", "was received.", body);
      else if (status === 200) shown.end("known", "is in this case already.", body);
      else {
        const message = body.message || `was refused (${status}).`;
        shown.end("refused", message);
        if (body.reason === "case_reference_invalid") { fault("case", message); refused = true; break; }
      }
      lookAgain?.();
    }
    removeEventListener("beforeunload", keepHere);
    button.disabled = false;
    // A wrong case reference is put right and sent again; otherwise the files are dealt with.
    if (!refused) files.value = "";
  });

  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) drop.classList.remove("over"); });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) { files.files = event.dataTransfer.files; fault("file", ""); files.focus(); }
  });
  // A file dropped beside the form must not replace the page.
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
}

if ($("#upload")) readyUploads($("#upload"));

// ---- One record ---------------------------------------------------------------------------

function readyRecord(pages) {
  const card = $("#mention-card"), back = $("#back");
  let cameFrom = null, lit = "";

  const pieces = (key) => $$("[data-span]", pages).filter((piece) => piece.dataset.span === key);

  function light(key) {
    lit = key;
    for (const piece of $$(".lit", pages)) piece.classList.remove("lit");
    for (const piece of pieces(key)) piece.classList.add("lit");
  }

  // Beside the list, only the text moves, so that what was chosen stays in view; below it, the
  // whole page does.
  function bringIntoView(target) {
    if (getComputedStyle(pages.parentElement).position !== "sticky") {
      target.scrollIntoView({ block: "center" });
      return;
    }
    if (pages.getBoundingClientRect().bottom > innerHeight) $(".reading").scrollIntoView();
    const room = pages.getBoundingClientRect(), place = target.getBoundingClientRect();
    pages.scrollTop += place.top - room.top - Math.min(room.height / 3, 200);
  }

  function named() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return target && pages.contains(target) && target.dataset.span ? target : null;
  }

  function lead() {
    const target = named();
    if (!target) { light(""); return; }
    light(target.dataset.span);
    bringIntoView(target);
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    if (target.matches("mark")) show(target); else card.hidden = true;
  }

  function show(mark) {
    const row = document.getElementById(`l-${mark.dataset.span}`);
    if (!row) return;
    const words = document.createElement("strong"), link = document.createElement("a");
    words.textContent = $(".lead-to", row).textContent;
    link.href = `#${row.id}`;
    link.textContent = "In the list";
    const label = $("summary h3", row.closest("details")).cloneNode(true);
    $(".count", label).remove();
    card.replaceChildren(words, ` (${label.textContent.trim().toLowerCase()}). ${$(".detail", row).textContent} `);
    // A filter may have taken its row out of the list.
    if (!row.closest("details").hidden) card.append(link);
    card.hidden = false;
  }

  addEventListener("popstate", lead);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link === back && cameFrom) {
      event.preventDefault();
      cameFrom.scrollIntoView({ block: "center" });
      cameFrom.focus({ preventScroll: true });
      return;
    }
    if (link) {
      for (const chosen of $$(".lead-to.chosen")) chosen.classList.remove("chosen");
      if (link.matches(".lead-to")) {
        link.classList.add("chosen");
        cameFrom = link;
        back.textContent = link.closest(".summary") ? "Back to the summary" : "Back to the list";
      }
      const into = document.getElementById(link.hash.slice(1));
      into?.closest("details")?.setAttribute("open", "");
      if (link.matches(".lead-to")) {
        event.preventDefault();
        if (link.hash !== location.hash) history.pushState(null, "", link.hash);
        lead();
      }
      return;
    }
    const mark = event.target.closest(pages.matches(".muted") ? "mark.wanted" : "mark");
    if (mark && pages.contains(mark)) { light(mark.dataset.span); show(mark); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    card.hidden = true;
    if (cameFrom && pages.contains(document.activeElement)) cameFrom.focus();
  });

  const buttons = $$(".legend button[data-label]"), all = $("#mark-all");
  function filter() {
    const wanted = new Set(buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.label));
    pages.classList.toggle("muted", wanted.size > 0);
    for (const mark of $$("mark", pages)) mark.classList.toggle("wanted", wanted.has(mark.dataset.label));
    for (const group of $$(".mentions details")) {
      group.hidden = wanted.size > 0 && !wanted.has(group.dataset.label);
      if (wanted.has(group.dataset.label)) group.open = true;
    }
    if (all) all.hidden = wanted.size === 0;
    const shown = pieces(lit)[0];
    if (shown?.matches("mark") && wanted.size > 0 && !wanted.has(shown.dataset.label)) { light(""); card.hidden = true; }
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  all?.addEventListener("click", () => {
    for (const button of buttons) button.setAttribute("aria-pressed", "false");
    filter();
    buttons[0].focus();
  });

  addEventListener("beforeprint", () => { for (const d of $$(".found details")) { d.dataset.was = d.open; d.open = true; } });
  addEventListener("afterprint", () => { for (const d of $$(".found details")) d.open = d.dataset.was === "true"; });
  lead();
}

if ($("#pages")) readyRecord($("#pages"));
