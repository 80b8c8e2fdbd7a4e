// Draws a skeleton once, then only changes its numbers, with the library that another widget brings.
const store = (globalThis.whyMusclesTwitch ??= {});

const PATIENCE_MS = 30000;
const LATE = "The picture did not arrive: run this cell again.";
const CUT_OFF = document.body.dataset.voila
  ? "The kernel has ended, so nothing moves: reload the page."
  : "The kernel has been restarted, so nothing moves: choose Run > Run All Cells.";

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

// What differs from the frame before: which traces, and which of their parts.
function changes(model, frame, before) {
  const moved = [];
  const parts = new Set();
  (model.get("skeleton").data ?? []).forEach(({ name }, index) => {
    const values = frame[name] ?? {};
    const fresh = Object.keys(values).filter((part) => !same(values[part], before[name]?.[part]));
    if (fresh.length > 0) moved.push(index);
    for (const part of fresh) parts.add(part);
  });
  return [moved, parts];
}

const POSITIONS = ["x", "y", "text"];

// Where these traces stand now, if only curves and words moved and none came or went: the axes can then stay.
function positions(model, parts, wanted, chart) {
  if (![...parts].every((part) => POSITIONS.includes(part))) return undefined;
  if (chart.data.some((trace) => trace.type !== "scatter")) return undefined;
  const frame = { ...model.get("ghost"), ...model.get("frame") };
  const data = wanted.map((index) => {
    const values = frame[chart.data[index].name] ?? {};
    const there = POSITIONS.filter((path) => values[path] !== undefined);
    return Object.fromEntries(there.map((path) => [path, numbers(values[path])]));
  });
  const same = (index, place) => (data[place].x?.length ?? 0) > 0 === (chart.data[index].x?.length ?? 0) > 0;
  return wanted.every(same) ? data : undefined;
}

// And one trace of every other plot: plotly clears a plot it is told nothing of. Between two of one plot that
// move go all that stand still: plotly puts those it is told of side by side, and would hide one behind another.
function completed(wanted, chart) {
  const plots = new Map();
  chart.data.forEach(({ xaxis, yaxis }, index) => {
    const plot = `${xaxis}${yaxis}`;
    plots.set(plot, [...(plots.get(plot) ?? []), index]);
  });
  return [...plots.values()].flatMap((all) => {
    const moved = all.filter((index) => wanted.has(index));
    return moved.length ? all.filter((index) => index >= moved[0] && index <= moved.at(-1)) : [all[0]];
  });
}

// The library, run once in a page however many kernels and figures bring it.
async function library(model, signal) {
  const [manager, id] = [model.widget_manager, model.get("library_id")];
  while (!store.plotly && !manager.has_model(id)) {
    if (signal?.aborted) return new Promise(() => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const script = store.plotly ? "" : (await manager.get_model(id)).get("script");
  store.plotly ??= import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  return (await store.plotly).default;
}

// anywidget gives a model up when its code took over two seconds to arrive, and then drops every message to it:
// the picture would stand still for ever. So hear them without it, and ask for what was sent meanwhile.
async function initialize({ model }) {
  const own = await model.widget_manager.get_model(model.get("own_id"));
  if (!own.comm) return;
  const hear = Object.getPrototypeOf(own.constructor.prototype)._handle_comm_msg;
  own.comm.on_msg((message) => hear.call(own, message));
  own.send({ ask: "state" });
}

function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function render({ model, el, signal }) {
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
  let underway = new Set();
  let panel;
  let asked;
  let live = true;

  function words() {
    const text = live ? model.get("sentence") : CUT_OFF;
    if (sentence.textContent !== text) sentence.textContent = text;
    caption.textContent = model.get("caption");
    chart.setAttribute("aria-label", text);
    settle();
  }

  // What the figure does for the panel around it, as soon as it stands in one.
  function settle() {
    if (!panel) {
      panel = el.closest(".wmt-panel");
      panel?.addEventListener("click", askForFile, { signal });
    }
    store.nameControls?.(panel);
  }

  function askForFile(event) {
    const link = event.target.closest("a.wmt-csv");
    if (!link) return;
    event.preventDefault();
    asked = link.download;
    model.send({ ask: "csv" });
  }

  function answered({ csv }) {
    if (csv !== undefined && asked) save(csv, asked);
    asked = undefined;
  }

  async function connection() {
    live = (await model.widget_manager.get_model(model.get("own_id"))).comm_live;
    words();
  }

  function draw() {
    const height = model.get("skeleton").layout?.height ?? 330;
    chart.style.height = `${height}px`;
    drawn = Boolean(plotly && chart.offsetWidth); // out of sight it waits: what was drawn is out of date
    if (!drawn) return;
    const layout = structuredClone(model.get("skeleton").layout ?? {});
    layout.width = chart.offsetWidth;
    if (shown.skeleton && shown.skeleton !== model.get("skeleton")) plotly.purge(chart); // else old axes stay squeezed
    plotly.react(chart, traces(model), layout, CONFIG);
    shown = Object.fromEntries(["skeleton", "frame", "ghost"].map((part) => [part, model.get(part)]));
  }

  function move(name) {
    if (!drawn) return;
    if (shown.skeleton !== model.get("skeleton")) return void draw(); // both came in one message
    const [moved, parts] = changes(model, model.get(name), shown[name]);
    shown[name] = model.get(name);
    if (moved.length === 0) return;
    const wanted = new Set([...underway, ...moved]); // a quick move ousts the one before
    const all = completed(wanted, chart);
    const data = positions(model, parts, all, chart);
    underway = data === undefined ? new Set() : wanted;
    if (data === undefined) draw();
    else {
      const arrived = () => { if (underway === wanted) underway = new Set(); };
      plotly.animate(chart, { data, traces: all }, AT_ONCE).then(arrived, () => {});
    }
  }

  const listeners = {
    "change:skeleton": draw,
    "change:frame": () => move("frame"),
    "change:ghost": () => move("ghost"),
    "change:sentence": words,
    "change:caption": words,
    "msg:custom": answered,
    comm_live_update: connection,
  };
  for (const [event, listener] of Object.entries(listeners)) model.on(event, listener);

  const watcher = new ResizeObserver(() => {
    if (!plotly || !chart.offsetWidth) return;
    if (!drawn) draw();
    else if (chart.offsetWidth !== chart._fullLayout?.width) plotly.relayout(chart, { width: chart.offsetWidth });
    settle();
  });

  words();
  draw();
  watcher.observe(chart);
  const late = setTimeout(() => {
    if (!plotly) caption.textContent = LATE;
  }, PATIENCE_MS);
  library(model, signal).then((arrived) => {
    plotly = arrived;
    words();
    draw();
  });

  return () => {
    clearTimeout(late);
    watcher.disconnect();
    for (const [event, listener] of Object.entries(listeners)) model.off(event, listener);
    if (plotly) plotly.purge(chart);
  };
}

export default { initialize, render };
