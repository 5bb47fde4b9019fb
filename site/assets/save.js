// Charts to take along: as SVG with its looks written into it, or as PNG, with caption and address below.
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg", LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "text-decoration"];
  const PAD = 16, LINE = 18, SHARP = 2;

  function node(tag, attributes, text) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // The looks of an element are its own from here on; positions in per cent become pixels by the frame's fixed size.
  function dress(from, to) {
    const style = getComputedStyle(from);
    for (const name of LOOKS) if (style.getPropertyValue(name)) to.setAttribute(name, style.getPropertyValue(name));
    to.removeAttribute("class");
    [...from.children].forEach((child, n) => dress(child, to.children[n]));
  }

  // Words on lines of about so many letters.
  function broken(text, most) {
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      if (lines[lines.length - 1] && (lines[lines.length - 1] + " " + word).length > most) lines.push(word);
      else lines[lines.length - 1] = (lines[lines.length - 1] + " " + word).trim();
    }
    return lines;
  }

  // A chart of the page with its caption and the address of the page, as an SVG document of its own.
  function drawing(figure) {
    const svg = figure.querySelector("svg"), box = svg.getBoundingClientRect(), copy = svg.cloneNode(true);
    dress(svg, copy);
    for (const [name, value] of [["x", PAD], ["y", PAD], ["width", box.width], ["height", box.height]]) copy.setAttribute(name, value);
    const title = document.querySelector("h1").textContent, caption = figure.querySelector("figcaption").textContent;
    const address = (document.querySelector("link[rel=canonical]") || location).href.replace(/#.*$/, "");
    const words = [title, ...broken(caption, Math.max(24, Math.floor(box.width / 7))), address];
    const width = Math.ceil(box.width + 2 * PAD), height = Math.ceil(box.height + 2 * PAD + LINE * words.length + 4);
    const page = getComputedStyle(document.body);
    const whole = node("svg", { xmlns: SVG, width, height, viewBox: "0 0 " + width + " " + height });
    whole.append(node("rect", { width: "100%", height: "100%", fill: page.backgroundColor }), copy);
    words.forEach((line, n) => whole.append(node("text", {
      x: PAD, y: box.height + PAD + LINE * (n + 1), fill: page.color, "font-family": page.fontFamily, "font-size": 13, "font-weight": n ? 400 : 650,
    }, line)));
    return { text: new XMLSerializer().serializeToString(whole), width, height };
  }

  function give(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function painted({ text, width, height }, done) {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = width * SHARP;
      canvas.height = height * SHARP;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(done, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  }

  // Two buttons with the data of each chart.
  function savable(details) {
    const figure = details.previousElementSibling;
    if (!figure || !figure.matches("figure") || !figure.querySelector("svg[aria-labelledby]")) return;
    const name = location.pathname.replace(/^.*\/|\.html$/g, "") + "-" + figure.querySelector("title").id.replace(/-t$/, "");
    const row = document.createElement("p");
    row.className = "save";
    for (const [word, act] of [
      ["SVG", () => window.whenceSave.svg(figure, name)],
      ["PNG", () => painted(drawing(figure), (blob) => give(blob, name + ".png"))],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Save as " + word;
      button.addEventListener("click", act);
      row.append(button, " ");
    }
    details.append(row);
  }

  document.querySelectorAll(".chart-data").forEach(savable);
  window.whenceSave = Object.freeze({
    svg: (figure, name) => give(new Blob([drawing(figure).text], { type: "image/svg+xml" }), name + ".svg"),
  });
})();
