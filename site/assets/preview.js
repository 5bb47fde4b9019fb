// Previews: beside a link to a record, a small card with its title, its number, what it is and on whose word. One level, text
// alone. A symbol of a formula is a link too, and a number shows the card of the record that its row is about. A finger
// asks for the card of a symbol, an id or a number by a tap; the title on the card leads on then.
(function () {
  "use strict";

  const record = window.whence.record, records = window.whenceRecords;
  const NUMBERS = window.whence.numbers, WAIT = 250, GRACE = 300, GAP = 6, EDGE = 8;
  // The card and its link; the link that is to have one, whether a finger asked for it, and the one whose card was sent away; two timers.
  let known = new Map(), card = null, owner = null, wanted = null, pressed = null, left = null, waiting = 0, leaving = 0, touched = false, broken = false;

  records.read((state) => {
    broken = state === "broken";
    known = new Map(records.rows.map((row) => [row.address, row]));
    if (wanted && !waiting) show(wanted);
  });

  // --- the card

  function make(tag, name, text) {
    const node = document.createElement(tag);
    node.className = name;
    node.textContent = text;
    return node;
  }

  // `24 kW [22 to 26 kW]` as a value and its interval.
  function parts(text) {
    const found = /^(.+) \[(.+)\]$/.exec(text);
    return found ? [found[1], "90 %: " + found[2]] : [text, ""];
  }

  // An input that is written in place has no page of its own: its row among the inputs says what a card does.
  function within(anchor) {
    const row = anchor.startsWith("#") && document.getElementById(anchor.slice(1));
    if (!row) return null;
    const said = (label) => (row.querySelector(`[data-label="${label}"]`) || { textContent: "" }).textContent;
    const interval = said("90 % interval"), source = said("evidence");
    return {
      address: anchor, kind: "Input", what: said("input"), title: row.querySelector("th").textContent,
      number: said("value") + (/[0-9]/.test(interval) ? ` [${interval}]` : ""), source: source === "no source" ? "" : source,
    };
  }

  function filled(row, leads) {
    const node = make("div", "preview", ""), [value, interval] = parts(row.number);
    const what = row.what && row.what !== "document" ? row.kind + " · " + row.what : row.kind;
    const title = make("p", "preview-title", leads ? "" : row.title);
    if (leads) {
      const link = make("a", "", row.title);
      link.href = row.address.startsWith("#") ? row.address : window.whence.address(row.address);
      title.append(link);
    }
    node.append(make("p", "preview-what", what), title);
    if (value) node.append(make("p", "preview-value", value));
    if (interval) node.append(make("p", "preview-interval", interval));
    if (row.source) node.append(make("p", "preview-interval", "Source: " + row.source));
    node.id = "preview-of-link";
    while (document.getElementById(node.id)) node.id += "-";
    node.setAttribute("role", leads ? "status" : "tooltip");
    return node;
  }

  // Below the link or above it, whichever has room; nowhere if it would cover the link.
  function place(link) {
    const at = link.getBoundingClientRect(), width = document.documentElement.clientWidth, height = window.innerHeight;
    const below = at.bottom + GAP, above = at.top - GAP - card.offsetHeight;
    if (below + card.offsetHeight > height && above < 0) return false;
    card.style.top = (below + card.offsetHeight <= height ? below : above) + "px";
    card.style.left = Math.max(EDGE, Math.min(at.left, width - card.offsetWidth - EDGE)) + "px";
    return at.bottom > 0 && at.top < height;
  }

  function describe(link, id, on) {
    const names = (link.getAttribute("aria-describedby") || "").split(" ").filter((each) => each && each !== id);
    if (on) names.push(id);
    if (names.length) link.setAttribute("aria-describedby", names.join(" "));
    else link.removeAttribute("aria-describedby");
  }

  function show(link, leads = link === pressed) {
    const to = record(link), row = known.get(to) || within(to);
    hide();
    wanted = link;
    pressed = leads ? link : null;
    if (!row || !link.isConnected) return;
    owner = link;
    card = filled(row, leads);
    (document.querySelector("main") || document.body).append(card);
    if (place(link)) describe(link, card.id, true);
    else hide();
  }

  function stay() {
    window.clearTimeout(waiting);
    window.clearTimeout(leaving);
    waiting = leaving = 0;
  }

  function hide() {
    stay();
    if (card) {
      describe(owner, card.id, false);
      card.remove();
    }
    card = owner = wanted = null;
  }

  // --- when it comes and goes

  const focused = (link) => link && link === document.activeElement && link.matches(":focus-visible");

  function linkAt(event) {
    const at = event.target.closest ? event.target : document.body;
    const row = at.closest(NUMBERS) && at.closest("tr, li, article"), link = at.closest("[href]") || (row && row.querySelector("[href]"));
    return link && !link.closest("#search-results") && record(link) ? link : null;
  }

  function soon(link) {
    stay();
    if (link === owner) return;
    wanted = link;
    pressed = null;
    waiting = window.setTimeout(() => show(link), WAIT);
  }

  function over(event) {
    if (event.pointerType === "touch") return;
    const link = linkAt(event);
    if (link !== left) left = null;
    if (card && card.contains(event.target)) stay();
    else if (link && !left) soon(link);
    else leave();
  }

  // Time to reach the card, or to come back to the link.
  function leave() {
    if (focused(owner || wanted)) return;
    stay();
    leaving = window.setTimeout(hide, GRACE);
  }

  function focus(event) {
    const link = linkAt(event);
    if (card && card.contains(event.target)) return;
    if (link && !touched && focused(link)) soon(link);
    else if (link !== owner) hide();
  }

  // Gone; but a link that the page scrolls to because it has the focus still gets its card.
  function scroll() {
    const link = !card && focused(wanted) ? wanted : null;
    hide();
    if (link) soon(link);
  }

  // The first tap on a symbol, an id or a number shows its card, the second leads to its page.
  function tap(event) {
    const at = window.whence.tapped(event), link = at && linkAt({ target: at });
    if (!link || link === owner || broken) return;
    event.preventDefault();
    show(link, true);
  }

  function key(event) {
    touched = false;
    if (event.key !== "Escape" || !(card || wanted)) return;
    left = owner || wanted;
    hide();
  }

  document.addEventListener("pointerover", over);
  document.documentElement.addEventListener("pointerleave", leave);
  document.addEventListener("focusin", focus);
  document.addEventListener("focusout", leave);
  document.addEventListener("keydown", key);
  document.addEventListener("click", tap, true);
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (card && card.contains(event.target)) return;
    if ((touched && !window.whence.tapped(event)) || (!touched && linkAt(event))) hide();
  });
  window.addEventListener("scroll", scroll, { passive: true, capture: true });
  for (const sign of ["resize", "blur", "beforeprint", "pagehide"]) window.addEventListener(sign, hide);

  // The link that the scripts were loaded for.
  const asked = window.whence.asked(), first = asked || [...document.querySelectorAll("main :hover, :focus-visible")].pop();
  const begun = first && linkAt({ target: first });
  if (begun && asked) show(begun, true);
  else if (begun) soon(begun);
})();
