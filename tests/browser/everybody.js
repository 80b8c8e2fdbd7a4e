// Looks at a page as people with weak eyes, without a mouse or at 200 % zoom would. Each part of `everybody`
// gives what is wrong, in words; nothing wrong is an empty list. It looks at what the kit shows, not at the program
// around it, and leaves out what lies in `leftOut`.
globalThis.everybody = (() => {
  const OUTPUTS = ".jp-OutputArea-output";
  const OPERABLE = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";
  const seen = (part) => part.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const box = (part) => part.getBoundingClientRect();
  const named = (part) =>
    `${part.localName}.${part.getAttribute("class") ?? ""} “${part.textContent.trim().slice(0, 60)}”`;

  const outputs = () => [...document.querySelectorAll(OUTPUTS)]
    .filter((part) => seen(part) && !part.parentElement.closest(OUTPUTS));
  const parts = (which) => outputs().flatMap((output) => [...output.querySelectorAll(which)])
    .filter((part) => seen(part) && !part.disabled);

  // Colours: [red, green, blue, opacity], one painted over another, and WCAG's contrast of two.
  const colour = (text) => {
    const numbers = text.match(/[\d.]+/g)?.map(Number);
    return text.startsWith("rgb") ? [...numbers.slice(0, 3), numbers[3] ?? 1] : undefined;
  };
  const over = (top, under) => [...[0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])), 1];
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((v) => (v <= 10.31 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (...pair) => {
    const [dark, bright] = pair.map(luminance).sort((one, other) => one - other);
    return (bright + 0.05) / (dark + 0.05);
  };
  const ground = (part) => {
    if (!part) return [255, 255, 255, 1];
    const own = colour(getComputedStyle(part).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(part.parentElement));
  };
  const opacity = (part, end = null) =>
    part === end ? 1 : getComputedStyle(part).opacity * opacity(part.parentElement, end);
  const fill = (part, chart) => {
    const look = getComputedStyle(part), own = colour(look.fill);
    return own && [...own.slice(0, 3), own[3] * look.fillOpacity * opacity(part, chart)];
  };

  // Words on the page that stand out too little from their ground; of what is switched off nothing is asked.
  function dim(least) {
    const found = [], judged = new Map();
    const judge = (part) => {
      const [red, green, blue, own] = colour(getComputedStyle(part).color), paper = ground(part);
      return contrast(over([red, green, blue, own * opacity(part)], paper), paper);
    };
    for (const place of [...outputs(), ...document.querySelectorAll(".jp-RenderedMarkdown")].filter(seen)) {
      const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { parentElement: part, textContent: words } = walker.currentNode;
        if (!words.trim() || part.closest("svg, option, style, :disabled, mjx-container") || !seen(part)) continue;
        if (!judged.has(part)) judged.set(part, judge(part));
        if (judged.get(part) < least) found.push(`${judged.get(part).toFixed(2)}: ${named(part)}`);
      }
    }
    return found;
  }

  // Whether a filled shape covers a point of the screen; plotly cuts shapes off at the edge of their plot.
  function covers(shape, x, y) {
    const { left, right, top, bottom } = box(shape);
    if (x < left || x > right || y < top || y > bottom) return false;
    const at = (part) => new DOMPoint(x, y).matrixTransform(part.getScreenCTM().inverse());
    if (!shape.isPointInFill(at(shape))) return false;
    const cut = shape.closest("[clip-path]");
    const edge = document.getElementById(cut?.getAttribute("clip-path").match(/#([^"')]+)/)?.[1])?.firstElementChild;
    return !edge?.isPointInFill || edge.isPointInFill(at(cut));
  }

  // The letters of one piece of text in a picture, each as the middle of its place on the screen.
  function letters(piece, text) {
    let first = 0;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && walker.currentNode !== piece) first += walker.currentNode.length;
    const places = [...piece.textContent].flatMap((letter, i) => (letter.trim() ? [first + i] : []));
    return places.filter((place) => place < text.getNumberOfChars()).map((place) => {
      const { x, y, width, height } = text.getExtentOfChar(place);
      return new DOMPoint(x + width / 2, y + height * 0.6).matrixTransform(text.getScreenCTM());
    });
  }

  // Words in pictures that stand out too little from whatever lies under them: axe reads none of them.
  function faint(least, leftOut) {
    const found = [];
    const charts = [...document.querySelectorAll(".wmt-chart")];
    for (const chart of charts.filter((one) => seen(one) && !one.closest(leftOut))) {
      const drawn = [...chart.querySelectorAll("path, rect, circle, text")].filter(seen);
      const filled = drawn.filter((part) => part.localName !== "text" && !part.closest("defs"))
        .filter((part) => getComputedStyle(part).fill !== "none" && box(part).width > 0);
      for (const text of drawn.filter((part) => part.localName === "text")) {
        const under = filled.filter((part) => part.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING);
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const ink = fill(walker.currentNode.parentElement, chart);
          const worst = Math.min(...letters(walker.currentNode, text).map(({ x, y }) => {
            const shapes = under.filter((part) => covers(part, x, y)).map((part) => fill(part, chart));
            if (shapes.some((one) => !one)) return 0; // hatched
            const paper = shapes.reduce((below, one) => over(one, below), ground(chart));
            return contrast(over(ink, paper), paper);
          }));
          const words = walker.currentNode.textContent;
          if (worst < least) found.push(`${worst.toFixed(2)}: “${words}” in ${named(chart)}`);
        }
      }
    }
    return found;
  }

  // What reaches beyond its place in the notebook, or is cut off; what scrolls in a box of its own is not, and
  // neither is a table of pandas, for which the notebook's cell is that box.
  const scrolls = (part) => ["auto", "scroll"].includes(getComputedStyle(part).overflowX);
  const inBox = (part, output) => part !== output && (scrolls(part) || inBox(part.parentElement, output));
  function beyond(leftOut) {
    const cut = (part) =>
      getComputedStyle(part).overflowX !== "visible" && !scrolls(part) && part.scrollWidth > part.clientWidth + 1;
    return outputs().flatMap((output) => [...output.querySelectorAll("*")]
      .filter((part) => seen(part) && !part.closest(`${leftOut}, svg, .dataframe`) && !inBox(part.parentElement, output))
      .filter((part) => box(part).width > 1 && box(part).height > 1)
      .filter((part) => box(part).right > box(output).right + 1 || cut(part))
      .map(named));
  }

  // What a mouse could not press because something lies over it, or because it is nowhere on the page.
  function buried(leftOut) {
    const pressed = parts(OPERABLE).filter((part) => !["div", "pre"].includes(part.localName)); // these scroll
    return pressed.filter((part) => !part.closest(leftOut)).flatMap((part) => {
      part.scrollIntoView({ block: "center", inline: "nearest" });
      const there = [...part.getClientRects()].map(({ left, top, width, height }) =>
        document.elementFromPoint(left + width / 2, top + Math.min(height, 100) / 2)); // one for each line of a link
      const own = (top) => top && (part.contains(top) || (top.contains(part) && top.closest("label")));
      return there.some(own) ? [] : `${named(part)} under ${there[0] ? named(there[0]) : "nothing"}`;
    });
  }

  // What a keyboard cannot reach, and what does not show that it has the focus.
  function lost() {
    const native = (part) => part.isContentEditable || ["radio"].includes(part.type) || part.role === "tab";
    const wrong = parts(OPERABLE).filter((part) => {
      if (part.tabIndex < 0 && !native(part)) return true;
      document.activeElement.blur(); // what a mouse has pressed shows no ring
      part.focus({ focusVisible: true, preventScroll: true });
      const { outlineStyle, outlineWidth } = getComputedStyle(part);
      return document.activeElement !== part || outlineStyle === "none" || parseFloat(outlineWidth) < 2;
    });
    const pointed = parts("*").filter((part) => getComputedStyle(part).cursor === "pointer"
      && getComputedStyle(part.parentElement).cursor !== "pointer" && !part.closest(`${OPERABLE}, label`));
    return [...wrong, ...pointed].map(named);
  }

  return { dim, faint, beyond, buried, lost, parts };
})();
