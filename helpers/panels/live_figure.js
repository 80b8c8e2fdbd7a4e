// Draws a skeleton once, then only changes its numbers. Waits for the library that another widget brings.
const store = (globalThis.whyMusclesTwitch ??= {});
store.plotly ??= new Promise((resolve) => {
  store.arrived = resolve;
});

const AT_ONCE = { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: false } };
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

function same(one, other) {
  if (one === undefined || other === undefined) return one === other;
  if (one.float64 === undefined || other.float64 === undefined) return JSON.stringify(one) === JSON.stringify(other);
  if (one.float64.byteLength !== other.float64.byteLength) return false;
  const [left, right] = [numbers(one), numbers(other)];
  return left.every((value, index) => Object.is(value, right[index]));
}

// What plotly.restyle needs to change only what differs from the frame before: often x stays, and half the work.
function changes(model, frame, before) {
  const update = {};
  const moved = [];
  (model.get("skeleton").data ?? []).forEach(({ name }, index) => {
    const fresh = Object.entries(frame[name] ?? {}).filter(([path, value]) => !same(value, before[name]?.[path]));
    if (fresh.length === 0) return;
    for (const [path, value] of fresh) (update[path] ??= [])[moved.length] = numbers(value);
    moved.push(index);
  });
  for (const path of Object.keys(update)) update[path] = Array.from({ length: moved.length }, (_, i) => update[path][i]);
  return [update, moved];
}

// Whether only curves and words moved, and none appeared or vanished: then axes need no second look.
function onlyPositions(update, moved, chart) {
  if (!Object.keys(update).every((path) => ["x", "y", "text"].includes(path))) return false;
  if (moved.some((index) => chart.data[index].type !== "scatter")) return false;
  return moved.every((index, position) =>
    ["x", "y"].every((path) => {
      const fresh = update[path]?.[position];
      return fresh === undefined || (fresh.length > 0) === (chart.data[index][path]?.length > 0);
    }),
  );
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
  let shown = {};

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
    shown = { frame: model.get("frame"), ghost: model.get("ghost") };
    drawn = true;
  }

  function move(name) {
    if (!drawn) return;
    const [update, moved] = changes(model, model.get(name), shown[name]);
    shown[name] = model.get(name);
    if (moved.length === 0) return;
    if (onlyPositions(update, moved, chart)) {
      const data = moved.map((_, position) =>
        Object.fromEntries(
          Object.entries(update).flatMap(([path, values]) => values[position] === undefined ? [] : [[path, values[position]]]),
        ),
      );
      plotly.animate(chart, { data, traces: moved }, AT_ONCE).catch(() => {}); // a newer move takes its place
    } else {
      draw();
    }
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
