"use strict";
// The card under the text: what is said of the words that were chosen, and the ways on from them.
// $ and $$ are those of deponent.js.

// `goTo(link)` goes to a sentence of a list: at the words or on the picture, as one was looking.
function readyCard(card, goTo) {
  const named = (name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  };

  function linkTo(href, text) {
    const link = named("a", text);
    link.href = href;
    return link;
  }

  // The way to the words on the picture of their page.
  function turned(where) {
    if (!where) return null;
    const link = linkTo(where.href, `On the picture of ${where.textContent}`);
    link.className = "where";
    return link;
  }

  // How surely the words of a list's link were read, where that is not sure enough.
  function unsure(link) {
    const badge = $(":scope > .unsure", link.parentElement);
    return badge && named("em", `Compare with the page: ${badge.textContent}.`);
  }

  function say(...parts) {
    card.replaceChildren(...parts.filter(Boolean).flatMap((part) => [part, " "]));
    card.hidden = false;
  }

  // Says what is known of a span; where nothing is, the card stays as it was.
  function explain(key) {
    const row = document.getElementById(`l-${key}`);
    if (row) { explainMention(row); return true; }
    const to = `.lead-to[href="#t-${CSS.escape(key)}"]`, reason = $(`.explained li > ${to} ~ .detail`);
    for (const [rows, called] of [[".summary > ol > li", "of"], [".explained li:not(.in)", "left out of"]]) {
      const steps = $$(`${rows} > .lead-to`), at = steps.findIndex((link) => link.matches(to));
      if (at < 0) continue;
      const place = named("strong", `Sentence ${at + 1} of ${steps.length} ${called} the summary.`);
      say(place, named("q", steps[at].textContent), unsure(steps[at]), reason?.textContent, waysOn(steps, at));
      return true;
    }
    return false;
  }

  function explainMention(row) {
    const label = $("summary h3", row.closest("details")).cloneNode(true);
    $(".count", label).remove();
    const called = `(${label.textContent.trim().toLowerCase()}).`;
    // A filter may have taken its row out of the list.
    const inList = row.closest("details").hidden ? null : linkTo(`#${row.id}`, "In the list");
    const words = named("strong", $(".lead-to", row).textContent);
    say(words, called, unsure($(".lead-to", row)), $(".detail", row).textContent, turned($("a.where", row)), inList);
  }

  function waysOn(steps, at) {
    const bar = document.createElement("p"), on = $("a.where", steps[at].parentElement);
    bar.className = "steps-bar";
    for (const [text, to] of [["Previous", steps[at - 1]], ["Next", steps[at + 1]]]) {
      const button = named("button", text);
      button.type = "button";
      button.disabled = !to;
      button.addEventListener("click", () => step(to, text));
      bar.append(button);
    }
    if (on) bar.append(linkTo(steps[at].hash, "In the words"), turned(on));
    return bar;
  }

  // Whoever steps through the sentences keeps the button that they step with.
  function step(to, text) {
    goTo(to);
    const again = $$("button:not(:disabled)", card);
    (again.find((button) => button.textContent === text) || again[0])?.focus({ preventScroll: true });
  }

  return { say, explain, hide() { card.hidden = true; } };
}
