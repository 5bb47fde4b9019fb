// Served pages only: waits until this page would read otherwise, then reloads; shows the errors of the base meanwhile.
(function () {
  "use strict";
  const own = new URL(document.currentScript.src).searchParams.get("page");
  let build = -1;

  function bar(errors) {
    let box = document.getElementById("live-errors");
    if (!errors.length) {
      if (box) box.remove();
      return;
    }
    if (!box) {
      box = document.createElement("pre");
      box.id = "live-errors";
      box.setAttribute("role", "alert");
      document.body.prepend(box);
    }
    box.textContent = "The base has errors; this is the last good state.\n" + errors.join("\n");
  }

  function ask() {
    fetch("/-/state?after=" + build + "&page=" + encodeURIComponent(location.pathname))
      .then((answer) => answer.json())
      .then((found) => {
        if (found.page !== own) return location.reload();
        build = found.build;
        bar(found.errors);
        ask();
      })
      .catch(() => setTimeout(ask, 2000));
  }

  ask();
})();
