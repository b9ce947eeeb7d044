// Puts the words of Streamlit's own widgets into Chinese. Only text nodes and attributes are set,
// nothing is ever replaced, so that the page's own rendering goes on undisturbed; and it is done
// before the browser paints, so that no English flashes up. What users wrote is left alone.
(() => {
  const WORDS = /*WORDS*/;
  // Date fields, weekdays and numbers are written in the browser's language: here it is Chinese,
  // however the browser was installed.
  Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
  Object.defineProperty(navigator, "languages", { get: () => ["zh-CN", "zh"] });

  // The server lays the map out anew for a phone, so it must know the width when it first draws.
  document.cookie = `xingtu_narrow=${innerWidth < 640 ? 1 : 0}; path=/; SameSite=Lax`;

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
  function textNode(node) {
    const parent = node.parentElement;
    const to = parent?.closest(OWN) ? null : chinese(node.nodeValue, parent?.dataset.type);
    if (to !== null) node.nodeValue = to;
  }
  function attributes(element) {
    if (element.closest('[data-testid="stHtml"]')) return;
    for (const name of ATTRIBUTES) {
      const to = element.hasAttribute(name) ? chinese(element.getAttribute(name)) : null;
      if (to !== null) element.setAttribute(name, to);
    }
  }
  function visit(node) {
    if (node.nodeType === Node.TEXT_NODE) textNode(node);
    else if (node.nodeType === Node.ELEMENT_NODE) attributes(node);
  }
  function tree(root) {
    visit(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) visit(walker.currentNode);
  }
  new MutationObserver((changes) => {
    for (const change of changes)
      if (change.type === "childList") change.addedNodes.forEach(tree);
      else visit(change.target);
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
