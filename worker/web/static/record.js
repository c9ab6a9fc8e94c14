"use strict";
// The page of one record: leads from a quote to its words, in the text and on the picture of the
// page, with the keyboard's focus. $ and $$ are those of deponent.js.

const NEAR = 3;
const SVG = "http://www.w3.org/2000/svg";

// ---- Boxes on the pictures of pages ---------------------------------------------------------

function readyPictures(pages) {
  let asked = null, wanted = "", drawnFor = null;
  const looks = $$(".look", pages);

  // They are fetched when a picture is first looked at: most readers stay with the words.
  function lying() {
    asked ??= fetch(pages.dataset.boxes).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).catch((error) => { asked = null; throw error; });
    return asked;
  }

  function drawn(box) {
    const [, x, y, width, height] = box, rect = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x, y, width, height })) rect.setAttribute(name, value);
    return rect;
  }

  // Draws where the words of a span lie, once a picture is open; returns the first rectangle.
  async function draw(key) {
    wanted = key;
    if (!looks.some((look) => look.open)) return null;
    const boxes = key ? (await lying())[key] || [] : [];
    if (wanted !== key) return null;
    if (drawnFor !== key) for (const look of looks) {
      const here = boxes.filter(([page]) => look.id === `look-${page}`);
      $("svg", look)?.replaceChildren(...here.map(drawn));
    }
    drawnFor = key;
    return $("svg rect", pages);
  }

  // Both ways: an enlarged picture is wider than its frame.
  function across(target) {
    const frame = target.closest(".frame");
    frame.scrollLeft += target.getBoundingClientRect().left - frame.getBoundingClientRect().left - 24;
  }

  for (const look of looks) {
    $(".enlarge", look).addEventListener("click", ({ currentTarget }) => {
      currentTarget.setAttribute("aria-pressed", String(look.classList.toggle("large")));
      const first = $("rect", look);
      if (!first) return;
      first.scrollIntoView({ block: "center", inline: "nearest" });
      across(first);
    });
    look.addEventListener("toggle", () => { if (look.open && wanted) draw(wanted).catch(() => {}); });
    $("img", look).addEventListener("error", () => {
      const said = document.createElement("p");
      said.className = "unread";
      said.textContent = "The picture of this page cannot be drawn at the moment. Look at it in the original.";
      $(".frame", look).replaceWith(said);
    });
  }
  return { draw, across };
}

// ---- From quotes to words, and back ---------------------------------------------------------

function readyRecord(pages) {
  const place = $("#mention-card"), back = $("#back"), pictures = readyPictures(pages);
  let cameFrom = null, lit = "";

  const pieces = (key) => $$("[data-span]", pages).filter((piece) => piece.dataset.span === key);
  const asked = () => new URL(location.href).searchParams.get("show") || "";
  const card = readyCard(place, goTo);

  function light(key) {
    lit = key;
    for (const piece of $$(".lit", pages)) piece.classList.remove("lit");
    for (const piece of pieces(key)) piece.classList.add("lit");
  }

  // Pages far from view have only a guessed height until they are laid out; what is led to must
  // not move when those near it are.
  function layOutAround(target) {
    const all = $$(".page", pages), at = all.indexOf(target.closest(".page"));
    for (const page of all.slice(Math.max(0, at - NEAR), at + NEAR + 1)) page.classList.add("laid-out");
  }

  // Beside the list, only the text moves, so that what was chosen stays in view; below it, the
  // whole page does.
  function bringIntoView(target) {
    layOutAround(target);
    if (getComputedStyle(pages.parentElement).position !== "sticky") {
      target.scrollIntoView({ block: "center" });
      return;
    }
    if (pages.getBoundingClientRect().bottom > innerHeight) $(".reading").scrollIntoView();
    const room = pages.getBoundingClientRect(), place = target.getBoundingClientRect();
    pages.scrollTop += place.top - room.top - Math.min(room.height / 3, 200);
  }

  // Whoever steps through the sentences keeps the button that they step with.
  function comeTo(target, focusing) {
    bringIntoView(target);
    if (!focusing) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  function named() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return target && pages.contains(target) && target.dataset.span ? target : null;
  }

  function lead(focusing) {
    const target = named();
    if (!target) { light(""); card.hide(); return; }
    light(target.dataset.span);
    comeTo(target, focusing);
    pictures.draw(lit).catch(() => {});
    if (!card.explain(target.dataset.span)) card.hide();
  }

  async function leadToPicture(key, focusing) {
    const look = $(location.hash.startsWith("#look-") ? location.hash : ".look", pages);
    if (!look) return;
    light(key);
    if (!card.explain(key)) card.hide();
    look.open = true;
    const first = await pictures.draw(key).catch(() => undefined);
    if (lit !== key) return;
    if (first === undefined) card.say("Where these words are on the page could not be fetched. Try again in a moment.");
    const shown = first?.closest(".look") || look;
    comeTo($(".sheet", shown) || shown, focusing);
    if (first) { bringIntoView(first); pictures.across(first); }
  }

  // A place in the address is a quote's words, or words on the picture of their page.
  function goThere(focusing = true) {
    const key = asked();
    if (key && location.hash.startsWith("#look-")) leadToPicture(key, focusing); else lead(focusing);
  }

  function go(address, focusing) {
    if (address !== location.href) history.pushState(null, "", address);
    goThere(focusing);
  }

  // ---- What is chosen ----

  const plain = (hash) => {
    const address = new URL(location.href);
    address.searchParams.delete("show");
    address.hash = hash;
    return address.href;
  };

  // Goes to a sentence as one was looking: at the words, or at the picture.
  function goTo(to) {
    const on = asked() ? $("a.where", to.parentElement) : null;
    to.closest("details")?.setAttribute("open", "");
    choose(to);
    go(on ? on.href : plain(to.hash), false);
  }

  function choose(link) {
    for (const chosen of $$(".lead-to.chosen, .where.chosen")) chosen.classList.remove("chosen");
    link.classList.add("chosen");
    if (place.contains(link)) return;
    cameFrom = link;
    back.textContent = link.closest(".summary") ? "Back to the summary" : "Back to the list";
  }

  addEventListener("popstate", () => goThere());
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const onPicture = event.target.closest("a.where");
    if (onPicture) {
      event.preventDefault();
      choose(onPicture);
      go(onPicture.href);
      return;
    }
    const link = event.target.closest('a[href^="#"]');
    if (link === back && cameFrom) {
      event.preventDefault();
      cameFrom.scrollIntoView({ block: "center" });
      cameFrom.focus({ preventScroll: true });
      return;
    }
    if (link) {
      const into = document.getElementById(link.hash.slice(1));
      into?.closest("details")?.setAttribute("open", "");
      if (link.matches(".lead-to") || into?.dataset.span) {
        choose(link);
        event.preventDefault();
        go(plain(link.hash));
      }
      return;
    }
    if (pages.contains(event.target) && getSelection().isCollapsed) chooseInText(event.target);
  });

  // The innermost span of which something is known: a mention, else the sentence around it. Where
  // only some labels are marked, nothing else answers.
  function chooseInText(target) {
    const answers = pages.matches(".muted") ? "mark.wanted" : ".words [data-span]";
    let span = target.closest(answers);
    while (span && !card.explain(span.dataset.span)) span = span.parentElement.closest(answers);
    if (!span) return;
    light(span.dataset.span);
    pictures.draw(lit).catch(() => {});
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const within = pages.contains(document.activeElement) || place.contains(document.activeElement);
    card.hide();
    if (cameFrom && within) cameFrom.focus();
  });

  readyFilter(pages, () => {
    const shown = pieces(lit)[0];
    if (!shown?.matches("mark") || shown.matches(".wanted")) return;
    light("");
    pictures.draw("").catch(() => {});
    card.hide();
  });
  addEventListener("beforeprint", () => { for (const d of $$(".found details")) { d.dataset.was = d.open; d.open = true; } });
  addEventListener("afterprint", () => { for (const d of $$(".found details")) d.open = d.dataset.was === "true"; });
  goThere();
}

// ---- Marking some labels only ---------------------------------------------------------------

function readyFilter(pages, muted) {
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
    if (wanted.size > 0) muted();
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
}

// ---- Every sentence, or those left out alone --------------------------------------------------

$("#left-out")?.addEventListener("click", ({ currentTarget }) => {
  const only = $(".explained").classList.toggle("only-left-out");
  currentTarget.setAttribute("aria-pressed", String(only));
});

if ($("#pages")) readyRecord($("#pages"));
