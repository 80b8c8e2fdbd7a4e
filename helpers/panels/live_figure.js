// Draws a skeleton once, then only changes its numbers. Waits for the library that another widget brings.
const store = (globalThis.whyMusclesTwitch ??= {});
store.plotly ??= new Promise((resolve) => {
  store.arrived = resolve;
});

const CONFIG = { staticPlot: true, displayModeBar: false, responsive: false };

// Numbers arrive as binary buffers; a copy lines them up for a typed array.
function numbers(value) {
  const bytes = value?.float64;
  if (bytes === undefined) return value;
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function put(target, path, value) {
  const keys = path.split(".");
  const last = keys.pop();
  for (const key of keys) target = target[key] ??= {};
  target[last] = value;
}

// Every trace as plotly wants it: the skeleton's style, the frame's numbers.
function traces(model) {
  const frame = { ...model.get("ghost"), ...model.get("frame") };
  return structuredClone(model.get("skeleton").data ?? []).map((trace) => {
    for (const [path, value] of Object.entries(frame[trace.name] ?? {})) put(trace, path, numbers(value));
    return trace;
  });
}

// What plotly.restyle needs to change only what a frame names.
function changes(model, frame) {
  const names = (model.get("skeleton").data ?? []).map((trace) => trace.name);
  const moved = names.map((name, index) => index).filter((index) => frame[names[index]] !== undefined);
  const update = {};
  moved.forEach((index, position) => {
    for (const [path, value] of Object.entries(frame[names[index]])) {
      update[path] ??= new Array(moved.length).fill(undefined);
      update[path][position] = numbers(value);
    }
  });
  return [update, moved];
}

// Sliders made by others carry no accessible name: give them the words printed above them.
function nameSliders(panel) {
  for (const control of panel?.querySelectorAll(".wmt-control") ?? []) {
    const words = control.querySelector(".wmt-label")?.textContent.trim();
    for (const part of control.querySelectorAll("[role=slider], select, .widget-readout")) {
      if (words && part.getAttribute("aria-label") !== words) part.setAttribute("aria-label", words);
    }
  }
}

async function render({ model, el }) {
  el.classList.add("wmt-figure");
  const chart = document.createElement("div");
  chart.className = "wmt-chart";
  chart.setAttribute("role", "img");
  const sentence = document.createElement("p");
  sentence.className = "wmt-sentence";
  sentence.setAttribute("aria-live", "polite");
  const caption = document.createElement("p");
  caption.className = "wmt-caption";
  el.append(chart, sentence, caption);

  let plotly;
  let drawn = false;

  function words() {
    if (sentence.textContent !== model.get("sentence")) sentence.textContent = model.get("sentence");
    caption.textContent = model.get("caption");
    chart.setAttribute("aria-label", model.get("sentence"));
    nameSliders(el.closest(".wmt-panel"));
  }

  function draw() {
    const height = model.get("skeleton").layout?.height ?? 330;
    chart.style.height = `${height}px`;
    if (!plotly || !chart.offsetWidth) return;
    const layout = structuredClone(model.get("skeleton").layout ?? {});
    layout.width = chart.offsetWidth;
    plotly.react(chart, traces(model), layout, CONFIG);
    drawn = true;
  }

  function move(name) {
    if (drawn) plotly.restyle(chart, ...changes(model, model.get(name)));
  }

  const listeners = {
    "change:skeleton": draw,
    "change:frame": () => move("frame"),
    "change:ghost": () => move("ghost"),
    "change:sentence": words,
    "change:caption": words,
  };
  for (const [event, listener] of Object.entries(listeners)) model.on(event, listener);

  const watcher = new ResizeObserver(() => {
    if (!plotly || !chart.offsetWidth) return;
    if (!drawn) draw();
    else if (chart.offsetWidth !== chart._fullLayout?.width) plotly.relayout(chart, { width: chart.offsetWidth });
    nameSliders(el.closest(".wmt-panel"));
  });

  words();
  draw();
  watcher.observe(chart);
  store.plotly.then((library) => {
    plotly = library;
    draw();
  });

  return () => {
    watcher.disconnect();
    for (const [event, listener] of Object.entries(listeners)) model.off(event, listener);
    if (drawn) plotly.purge(chart);
  };
}

export default { render };
