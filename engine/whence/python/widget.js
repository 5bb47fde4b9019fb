// The what-if of a notebook: `offered` says which inputs there are, `settings` what is set, `answer` what it comes to.
// Nothing is computed here. What Python sends is text, and is shown as text.

const WAIT = 150;

const make = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

// Six digits are more than anybody can set with a slider.
const written = (value, unit) => `${Number(value.toPrecision(6))} ${unit}`.trim();

function number(input, set) {
  const text = make("input", { type: "text", size: 14, placeholder: input.now });
  text.setAttribute("aria-label", `${input.title}, as it is written`);
  text.addEventListener("change", () => set(text.value.trim()));
  if (input.low === undefined) return { parts: [text], clear: () => { text.value = ""; } };
  const slider = make("input", { type: "range", min: input.low, max: input.high, step: "any", value: input.at });
  slider.setAttribute("aria-label", input.title);
  slider.addEventListener("input", () => {
    text.value = written(Number(slider.value), input.unit);
    set(text.value);
  });
  // Keys move it by its step; between two of them everything can be set.
  slider.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    slider.value = Number(slider.value) + way * input.step;
    slider.dispatchEvent(new Event("input"));
  });
  return { parts: [slider, text], clear: () => { text.value = ""; slider.value = input.at; } };
}

function choice(input, set) {
  const list = make("select", {}, make("option", { value: "", textContent: "as it is" }),
    ...input.options.map((each) => make("option", { value: each, textContent: each })));
  list.setAttribute("aria-label", input.title);
  list.addEventListener("change", () => set(list.value));
  return { parts: [list], clear: () => { list.value = ""; } };
}

function render({ model, el }) {
  let waiting = 0, settings = { ...model.get("settings") };
  const send = () => {
    model.set("settings", settings);
    model.save_changes();
  };
  const set = (id) => (text) => {
    settings = { ...settings, [id]: text };
    if (!text) delete settings[id];
    clearTimeout(waiting);
    waiting = setTimeout(send, WAIT);
  };
  const { title, inputs } = model.get("offered"), said = make("output"), cleared = [];
  said.setAttribute("aria-live", "polite");
  const rows = inputs.map((input) => {
    const { parts, clear } = (input.options ? choice : number)(input, set(input.id));
    cleared.push(clear);
    return make("p", {}, make("span", { textContent: `${input.title} (${input.now}) ` }), ...parts);
  });
  const back = make("button", { type: "button", textContent: "As it is" });
  back.addEventListener("click", () => {
    cleared.forEach((clear) => clear());
    clearTimeout(waiting);
    settings = {};
    send();
  });
  const show = () => {
    const { number: found, was, verdict, turned, error } = model.get("answer");
    const lines = error ? [error] : [found, was && `was ${was}`, verdict, ...turned].filter(Boolean);
    said.replaceChildren(...lines.map((text, n) => make("p", { textContent: text, className: n || error ? "" : "number" })));
  };
  model.on("change:answer", show);
  show();
  el.replaceChildren(make("div", { className: "whence-card" }, make("h4", { textContent: title }), said, ...rows, back));
  return () => {
    clearTimeout(waiting);
    model.off("change:answer", show);
  };
}

export default { render };
