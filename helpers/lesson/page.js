// Lab takes arrow keys and Enter for its cells; on an option or a button of a lesson they are the learner's.
function keep(event) {
  const own = event.target.closest?.(".lesson-part :is(button, input, summary)");
  if (own && ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Enter", " "].includes(event.key)) {
    event.stopPropagation();
  }
}

// The notebook's own words and code grow with the cards: big while any kernel on the page asks for it.
const big = (globalThis.lessonBig ??= new Map());
function resize() {
  const size = Math.max(0, ...big.values());
  document.body.classList.toggle("lesson-projector", size > 0);
  document.body.style.setProperty("--lesson-big", `${size}px`);
}

// An app whose kernel has ended looks alive and answers nothing: ask it now and then, and say so.
const PULSE_MS = 5000;
const PATIENCE_MS = 20000;
const GONE =
  "Nothing on this page moves any more: the kernel that calculates for it has ended. Reload the page to go on. " +
  "If it does not come back, the app itself has been ended.";

function say(gone) {
  const there = document.querySelector(".lesson-gone");
  if (!gone) there?.remove();
  if (!gone || there) return;
  const banner = document.createElement("div");
  banner.className = "lesson-gone";
  banner.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.textContent = GONE;
  const button = document.createElement("button");
  button.textContent = "Reload the page";
  button.addEventListener("click", () => location.reload());
  banner.append(words, button);
  document.body.prepend(banner);
}

async function answers(kernel) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, false));
  return Promise.race([kernel.requestKernelInfo().then(() => true), late]).catch(() => false);
}

function watch(model) {
  const { kernel } = model.widget_manager;
  let ended = false; // and started anew, without what it knew: never alive again
  model.on("comm_live_update", () => say((ended = true)));
  kernel.statusChanged.connect((_, status) => status === "dead" && say(true));
  const pulse = async () => {
    say(ended || !(await answers(kernel)));
    setTimeout(pulse, PULSE_MS);
  };
  pulse();
  window.addEventListener("pageshow", (event) => event.persisted && location.reload()); // back, to a page left
}

export default {
  initialize({ model }) {
    const inApp = Boolean(document.body.dataset.voila);
    if (inApp) watch(model);
    const follow = () => {
      big.set(model, model.get("big_px"));
      resize();
    };
    const forget = () => {
      big.delete(model);
      resize();
    };
    model.on("change:big_px", follow);
    model.on("comm_live_update", forget); // the kernel is gone or starts anew
    follow();
    // In the app an address leads back to the same question: a reload starts a new kernel.
    const remember = () => {
      if (!inApp) return;
      const address = new URL(location.href);
      if (model.get("place")) address.searchParams.set("panel", model.get("place"));
      else address.searchParams.delete("panel");
      history.replaceState(history.state, "", address);
    };
    model.on("change:place", remember);
    if (!globalThis.lessonKeepsKeys) {
      globalThis.lessonKeepsKeys = true;
      window.addEventListener("keydown", keep, true);
    }
    return forget;
  },
};
