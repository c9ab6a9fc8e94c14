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
