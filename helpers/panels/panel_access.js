// What a panel needs beside its picture: names that are read aloud, and its own keys. Once in a page.
const store = (globalThis.whyMusclesTwitch ??= {});

// Sliders made by others carry no accessible name: give them the words printed above them. And a "?" says whose.
function nameControls(panel) {
  for (const part of panel?.querySelectorAll(".wmt-not-known") ?? []) {
    if (part.getAttribute("aria-label") !== part.title) part.setAttribute("aria-label", part.title);
  }
  for (const control of panel?.querySelectorAll(".wmt-control") ?? []) {
    const label = control.querySelector(".wmt-label");
    const words = label?.textContent.trim();
    control.querySelector(".widget-readout")?.setAttribute("role", "textbox"); // a name needs a role
    for (const part of control.querySelectorAll("[role=slider], select, .widget-readout")) {
      if (words && part.getAttribute("aria-label") !== words) part.setAttribute("aria-label", words);
    }
    for (const handle of control.querySelectorAll("[role=slider]")) sayValue(handle, label?.dataset ?? {});
  }
}

// Lab takes arrows and letters for its cells, unless the part that has the focus says that they are its own.
function keepKeys({ target }) {
  if (target.matches(".wmt-panel :is(select, [role=slider])")) target.dataset.lmSuppressShortcuts = "true";
}

// A slider's value aloud: 1.18 mmol/L, not 1.1800000000000002. The slider writes its own at every move.
function sayValue(handle, { decimals, unit }) {
  const say = () => {
    const words = `${Number(handle.getAttribute("aria-valuenow")).toFixed(decimals)} ${unit}`.trim();
    if (handle.getAttribute("aria-valuetext") !== words) handle.setAttribute("aria-valuetext", words);
  };
  if (decimals === undefined) return;
  say();
  if (handle.wmtSpoken) return;
  handle.wmtSpoken = new MutationObserver(say);
  handle.wmtSpoken.observe(handle, { attributeFilter: ["aria-valuenow", "aria-valuetext"] });
}

export default {
  initialize() {
    if (store.nameControls) return;
    store.nameControls = nameControls;
    document.addEventListener("focusin", keepKeys);
    for (const panel of document.querySelectorAll(".wmt-panel")) nameControls(panel);
  },
};
