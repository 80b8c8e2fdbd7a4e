"""The notebook of one race: the same curves as a panel, a bare canvas and two kinds of ``interact``.

The canvas draws every curve as a plain line and nothing else: the practical limit of a picture that a
kernel moves.
"""

from __future__ import annotations

SHARED = '''
import anywidget, ipywidgets, numpy as np, plotly.graph_objects as go, traitlets
import matplotlib.pyplot as plt
from helpers import panels, theme
from helpers.panels.base import Panel, Slider
%matplotlib inline
panels.load_all()
Kind = Panel.registry["PANEL"]
START = {"symptom": "tetany", "calcium_mM": 1.0} if Kind.__name__ == "Explorer" else {}
model = Kind(start=START) if START else Kind()
sliders = [name for name, control in Kind.controls.items() if isinstance(control, Slider)]
moved = "calcium_mM" if START else sliders[0]
fixed = {name: value for name, value in model.values().items() if name != moved}
skeleton = model._skeleton
def frame_of(value):
    return model.frame(model.compute(**fixed, **{moved: value}))
def slider():
    made = Kind.controls[moved].make()
    made = getattr(made, "control", made)
    made.value = model.values()[moved]
    return made
def curves(frame):
    """Every trace with numbers on both axes: its name, its two rows."""
    for name, values in frame.items():
        if "x" in values and "y" in values:
            x, y = np.atleast_1d(values["x"]), np.atleast_1d(values["y"])
            if x.dtype.kind in "fiu" and y.dtype.kind in "fiu" and x.shape == y.shape and x.size:
                yield name, x.astype(float), y.astype(float)
'''
CANVAS = '''
class Canvas(anywidget.AnyWidget):
    _esm = """
    function draw(model, canvas) {
      const pen = canvas.getContext("2d");
      pen.clearRect(0, 0, canvas.width, canvas.height);
      const sent = model.get("numbers");
      const end = sent.byteOffset + sent.byteLength;
      const numbers = new Float64Array(sent.buffer.slice(sent.byteOffset, end));
      const [left, right, low, high] = model.get("edges");
      let from = 0;
      for (const count of model.get("counts")) {
        pen.beginPath();
        for (let i = from; i < from + count; i++) {
          const x = (numbers[2 * i] - left) / (right - left) * canvas.width;
          const y = canvas.height * (1 - (numbers[2 * i + 1] - low) / (high - low));
          i === from ? pen.moveTo(x, y) : pen.lineTo(x, y);
        }
        pen.stroke();
        from += count;
      }
      canvas.dataset.drawn = Number(canvas.dataset.drawn ?? 0) + 1;
    }
    function render({ model, el }) {
      const canvas = el.appendChild(document.createElement("canvas"));
      canvas.width = 900; canvas.height = 380; canvas.className = "bare";
      model.on("change:numbers", () => draw(model, canvas));
      draw(model, canvas);
    }
    export default { render };
    """
    numbers = traitlets.Bytes().tag(sync=True)
    counts = traitlets.List().tag(sync=True)
    edges = traitlets.List().tag(sync=True)
def pack(frame):
    pairs = [np.column_stack([x, y]) for _, x, y in curves(frame)]
    # random bytes at the end: a frame like the one before would else not be sent, nor drawn
    numbers = np.concatenate(pairs).tobytes() + np.random.bytes(16)
    return {"numbers": numbers, "counts": [len(pair) for pair in pairs]}
canvas_slider = slider()
first = np.concatenate([np.column_stack([x, y]) for _, x, y in curves(frame_of(canvas_slider.value))])
edges = [*np.nanquantile(first[:, 0], [0, 1]), *np.nanquantile(first[:, 1], [0, 1])]
edges = [float(edge) + step for edge, step in zip(edges, (0, 1e-9, 0, 1e-9))]
bare = Canvas(edges=edges, **pack(frame_of(canvas_slider.value)))
def move(change):
    with bare.hold_sync():
        for name, value in pack(frame_of(change.new)).items():
            setattr(bare, name, value)
canvas_slider.observe(move, "value")
ipywidgets.VBox([canvas_slider, bare])
'''
PLOTLY = """
def new_figure(value):
    frame = frame_of(value)
    plain = [{key: given for key, given in trace.items() if key != "meta"} for trace in skeleton["data"]]
    figure = go.Figure(plain, skeleton["layout"])
    for trace in figure.data:
        trace.update({key.replace(".", "_"): given for key, given in frame.get(trace.name, {}).items()})
    figure.show()
ipywidgets.interact(new_figure, value=slider());
"""
MATPLOTLIB = """
plots = list(dict.fromkeys(trace.get("xaxis", "x") for trace in skeleton["data"]))
place = {trace["name"]: plots.index(trace.get("xaxis", "x")) for trace in skeleton["data"]}
def new_picture(value):
    _, axes = plt.subplots(1, len(plots), figsize=(9, 3.8), squeeze=False)
    for name, x, y in curves(frame_of(value)):
        axes[0, place[name]].plot(x, y, "-" if x.size > 9 else "o")
    plt.show()
ipywidgets.interact(new_picture, value=slider());
"""


def cells(panel: str) -> dict[str, str]:
    """Give the cells by the name of their way: what all share, the panel, then what it races against."""
    return {
        "shared": SHARED.strip().replace("PANEL", panel),
        "panel": "shown = Kind(start=START) if START else Kind()\nshown",
        "canvas": CANVAS.strip(),
        "plotly": PLOTLY.strip(),
        "matplotlib": MATPLOTLIB.strip(),
    }
