// What the tests call from inside a page, as `inspector`.
globalThis.inspector = {
  // An element in a few words: tag, id or class, and how its text begins.
  describe(element) {
    if (!element) return 'nothing';
    const name = element.localName + (element.id ? '#' + element.id
      : element.classList.length ? '.' + [...element.classList].join('.') : '');
    const text = (element.getAttribute('aria-label') || element.textContent || '').trim().replace(/\s+/g, ' ');
    return name + (text ? ` “${text.length > 40 ? text.slice(0, 40) + '…' : text}”` : '');
  },

  // Is there something to see of it? (Elsewhere than in the window counts.)
  visible(element) {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({visibilityProperty: true}) && box.width > 0 && box.height > 0;
  },

  // The blocks that hold running text, without code.
  prose(root = document.body) {
    const blocks = root.querySelectorAll('p, li, dt, dd, h1, h2, h3, h4, td, th, figcaption, summary, text');
    return [...blocks].map(block => {
      const copy = block.cloneNode(true);
      for (const code of copy.querySelectorAll('pre, svg, button')) code.remove();
      // A block in a block speaks for itself.
      for (const inner of copy.querySelectorAll('p, li, dt, dd')) inner.replaceWith('\n');
      for (const code of copy.querySelectorAll('code, kbd, samp')) code.replaceWith('◦');
      return {block, text: copy.textContent.trim().replace(/[ \t\n]+/g, ' ')};
    }).filter(part => part.text);
  },
};
