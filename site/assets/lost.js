// The page for an address that is none stands at any depth. Where its style sheet is not beside it, the folders above are
// tried, the nearest first: where the sheet is, there the site begins, and there every link of the page leads on from.
(function () {
  "use strict";

  const here = window.location.pathname.split("/").slice(0, -1);
  let sheet = "";

  const begins = (above) => here.slice(0, here.length - above).join("/") + "/";

  function lead(root) {
    for (const name of ["href", "src"]) {
      for (const each of document.querySelectorAll("[" + name + "]:not([data-lost])")) {
        const path = each.getAttribute(name);
        if (!/^(#|\/|[a-z]+:)/.test(path)) each.setAttribute(name, root + path);
      }
    }
    document.body.dataset.root = root;
    // A script that failed is not loaded again for another address: new ones take their place.
    for (const each of document.querySelectorAll("script[src]")) {
      const script = document.createElement("script");
      script.src = each.getAttribute("src");
      each.replaceWith(script);
    }
  }

  function seek(above) {
    if (above >= here.length) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.dataset.lost = "";
    link.href = begins(above) + sheet;
    link.onerror = () => { link.remove(); seek(above + 1); };
    link.onload = () => lead(begins(above));
    document.head.append(link);
  }

  document.addEventListener("error", (event) => {
    const link = event.target;
    if (sheet || !link.matches || !link.matches("link[rel=stylesheet]")) return;
    sheet = link.getAttribute("href");
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => seek(1));
    else seek(1);
  }, true);
})();
