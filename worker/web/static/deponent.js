"use strict";
// Everything can be read without scripts. This one keeps lists live; uploads.js sends files one by
// one, record.js leads from a quote to its words, card.js says what is known of them.

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
