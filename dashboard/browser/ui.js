// Puts the words of Streamlit's own widgets into Chinese. Only text nodes and attributes are set,
// nothing is ever replaced, so that the page's own rendering goes on undisturbed; and it is done
// before the browser paints, so that no English flashes up. What users wrote is left alone.
(() => {
  const WORDS = /*WORDS*/;
  // Date fields, weekdays and numbers are written in the browser's language: here it is Chinese,
  // however the browser was installed.
  Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
  Object.defineProperty(navigator, "languages", { get: () => ["zh-CN", "zh"] });

  const exact = new Map(Object.entries(WORDS.exact));
  const patterns = WORDS.patterns.map(([english, chinese]) => [
    new RegExp("^" + english.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>.+?)") + "$", "s"),
    chinese,
  ]);
  const ids = (...names) => names.map((name) => `[data-testid="${name}"]`).join();
  const OWN = ids("stMarkdown", "stHtml", "stHeadingWithActionElements", "stCaptionContainer",
    "stAlert", "stTable", "stCode", "stJson", "stPlotlyChart", "stIconMaterial") + ",canvas,textarea,style,script";
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-valuetext",
    "aria-roledescription"];

  // `part` tells the minutes' mm from the months' in a date field.
  function chinese(text, part) {
    const plain = text.trim();
    if (!/[A-Za-z]{2}/.test(plain)) return null;
    let to = exact.get(`${plain} ${part}`) ?? exact.get(plain);
    for (let n = 0; to === undefined && n < patterns.length; n++) {
      const found = patterns[n][0].exec(plain)?.groups;
      if (found) to = patterns[n][1].replace(/\{(\w+)\}/g, (_, name) => chinese(found[name]) ?? found[name]);
    }
    return to === undefined || to === plain ? null : text.replace(plain, () => to);
  }
  // The cheap questions come first: a redrawn chart or table passes here with every piece.
  const LATIN = /[A-Za-z]{2}/;
  function textNode(node) {
    if (!LATIN.test(node.nodeValue)) return;
    const parent = node.parentElement;
    const to = parent?.closest(OWN) ? null : chinese(node.nodeValue, parent?.dataset.type);
    if (to !== null) node.nodeValue = to;
  }
  function attributes(element) {
    for (const name of ATTRIBUTES) {
      const text = element.getAttribute(name);
      if (text === null || !LATIN.test(text) || element.closest('[data-testid="stHtml"]')) continue;
      const to = chinese(text);
      if (to !== null) element.setAttribute(name, to);
    }
  }
  function tree(node) {
    if (node.nodeType === Node.TEXT_NODE) return textNode(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    attributes(node);
    if (node.matches(".main-svg")) return; // a Plotly figure is ours and Chinese already
    for (let child = node.firstChild; child; child = child.nextSibling) tree(child);
  }
  const drawn = (node) => node.namespaceURI === "http://www.w3.org/2000/svg" && node.closest(".main-svg");
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (drawn(change.target)) continue;
      if (change.type === "childList") change.addedNodes.forEach(tree);
      else if (change.type === "characterData") textNode(change.target);
      else attributes(change.target);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
