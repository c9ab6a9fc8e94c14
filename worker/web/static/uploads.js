"use strict";
// Sends uploads one by one, says what became of each, and keeps what may yet be sent in the form.
// $ and lookAgain are those of deponent.js.

function sendOne(file, caseRef, onProgress) {
  return new Promise((resolve) => {
    const form = new FormData();
    form.append("case", caseRef);
    form.append("file", file);
    const request = new XMLHttpRequest();
    const unanswered = () => resolve({ status: 0, body: {} });
    request.open("POST", "/api/statements");
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    request.onload = () => resolve({ status: request.status, body: request.response || {} });
    request.onerror = unanswered;
    request.onabort = unanswered;
    request.send(form);
  });
}

// A file by what the browser tells of it, so that it is known again when it is sent again.
const keyOf = (file) => `${file.name}/${file.size}/${file.lastModified}`;

function outcome(file) {
  const item = document.createElement("li"), title = document.createElement("strong");
  const bdi = document.createElement("bdi"), words = document.createElement("span");
  const bar = document.createElement("progress");
  bdi.textContent = file.name;
  title.append(bdi);
  words.textContent = "waits to be sent";
  item.dataset.file = keyOf(file);
  item.append(title, " ", words);
  $("#outcomes").append(item);
  return {
    begin() { words.textContent = "is being sent"; item.append(bar); },
    advance(done, of) { bar.max = of; bar.value = done; },
    end(look, text, receipt) {
      bar.remove();
      item.className = look;
      words.textContent = text;
      if (receipt) item.append(" ", standing(receipt));
    },
  };
}

// Its row tells how a statement stands, and goes on telling; where the list does not show it, its
// own page does.
function standing(receipt) {
  const link = document.createElement("a");
  link.href = receipt.links.page;
  link.textContent = "See how it stands";
  link.addEventListener("click", (event) => {
    const row = document.getElementById(`to-${receipt.id}`);
    if (!row) return;
    event.preventDefault();
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  });
  return link;
}

function fault(id, message) {
  const place = $(`#${id}-error`), input = $(`#${id}`);
  place.textContent = message;
  place.hidden = !message;
  if (message) { input.setAttribute("aria-invalid", "true"); input.focus(); }
  else input.removeAttribute("aria-invalid");
}

// What an answer means: whether the file went, and whether sending it again can help. Whatever is
// wrong with the file itself, or too much of it, would only be refused again.
function judged({ status, body }) {
  if (status === 202) return { look: "received", text: "was received.", went: true, receipt: body };
  if (status === 200) return { look: "known", text: "is in this case already.", went: true, receipt: body };
  if (status === 0) {
    return { look: "unsent", again: true, text: "got no answer: Deponent cannot be reached. It may have arrived or not; sending it again is harmless." };
  }
  const message = body.message || `was not taken (${status}).`;
  const wrongCase = body.reason === "case_reference_invalid";
  const again = wrongCase || status >= 500 || status === 408 || status === 429;
  return { look: again ? "unsent" : "refused", again, wrongCase, text: message };
}

const several = (count, one, more) => `${count} ${count === 1 ? one : more}`;

function tally(ended) {
  const went = ended.filter((each) => each.went).length, again = ended.filter((each) => each.again).length;
  const refused = ended.length - went - again;
  const parts = [`${went} of ${several(ended.length, "file", "files")} sent.`];
  if (again) parts.push(`${several(again, "was not sent and is", "were not sent and are")} still chosen: press Upload to send ${again === 1 ? "it" : "them"} again.`);
  if (refused) parts.push(`${several(refused, "was", "were")} refused: see why below, mend ${refused === 1 ? "the file" : "the files"} and choose ${refused === 1 ? "it" : "them"} again.`);
  return parts.join(" ");
}

// Whoever leaves while files are being sent is asked first: those not yet sent would be lost.
const keepHere = (event) => event.preventDefault();

function readyUploads(form) {
  const files = $("#file"), drop = $("#drop"), button = $("button", form), told = $("#tally");
  const most = Number(form.dataset.mostBytes);
  let kept = new Set();
  form.noValidate = true;

  async function sendAll(chosen, caseRef) {
    const ended = [];
    let wrong = "";
    const shown = chosen.map(outcome);
    for (const [number, file] of chosen.entries()) {
      let end;
      if (wrong) end = { look: "unsent", again: true, text: "was not sent: the case reference must be put right first." };
      else if (file.size > most) end = { look: "refused", text: `The file is larger than ${form.dataset.mostSaid}, the most that is accepted. It was not sent.` };
      else {
        shown[number].begin();
        end = judged(await sendOne(file, caseRef, shown[number].advance));
        if (end.wrongCase) wrong = end.text;
      }
      shown[number].end(end.look, end.text, end.receipt);
      ended.push(end);
      lookAgain?.();
    }
    return { ended, wrong };
  }

  // The form goes on holding what may yet be sent, and nothing else.
  function keep(chosen) {
    const still = new DataTransfer();
    for (const file of chosen) still.items.add(file);
    files.files = still.files;
    kept = new Set(chosen.map(keyOf));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault("file", "");
    fault("case", "");
    const caseRef = $("#case").value.trim(), chosen = [...files.files];
    if (!chosen.length) fault("file", "Choose at least one file.");
    if (!caseRef) fault("case", "Give the case reference.");
    if (!caseRef || !chosen.length) return;
    // Those that went stay told of while the others are sent again.
    const again = chosen.every((file) => kept.has(keyOf(file)));
    for (const item of [...$("#outcomes").children]) {
      if (!again || chosen.some((file) => keyOf(file) === item.dataset.file)) item.remove();
    }
    told.textContent = "";
    button.disabled = true;
    files.disabled = true;
    addEventListener("beforeunload", keepHere);
    const { ended, wrong } = await sendAll(chosen, caseRef);
    removeEventListener("beforeunload", keepHere);
    button.disabled = false;
    files.disabled = false;
    keep(chosen.filter((_, number) => ended[number].again));
    told.textContent = chosen.length > 1 || ended[0].again ? tally(ended) : "";
    if (wrong) fault("case", wrong);
    else if (document.activeElement === document.body) button.focus({ preventScroll: true });
  });

  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) drop.classList.remove("over"); });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length && !files.disabled) { files.files = event.dataTransfer.files; fault("file", ""); files.focus(); }
  });
  // A file dropped beside the form must not replace the page.
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
}

if ($("#upload")) readyUploads($("#upload"));
