// Turns the page into a slide show: keys, the number of the slide in ?n=. Works without a network.
(() => {
  'use strict';
  const root = document.documentElement;
  const slides = [...document.querySelectorAll('.slide')];
  let now = Math.max(0, slides.findIndex((one) => one.classList.contains('on')));
  let typed = '';

  function show(index) {
    now = Math.min(slides.length - 1, Math.max(0, index));
    slides.forEach((one, at) => one.classList.toggle('on', at === now));
    const url = new URL(location.href);
    url.searchParams.set('n', now + 1);
    history.replaceState(null, '', url);
    window.scrollTo(0, 0);
  }

  const steps = {
    ArrowRight: () => now + 1, PageDown: () => now + 1, ' ': () => now + 1, ArrowDown: () => now + 1,
    ArrowLeft: () => now - 1, PageUp: () => now - 1, ArrowUp: () => now - 1,
    Home: () => 0, End: () => slides.length - 1,
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key;
    if (key === ' ' && event.shiftKey) { event.preventDefault(); show(now - 1); return; }
    document.querySelector('.notice')?.remove();
    if (/^[0-9]$/.test(key)) { typed = (typed + key).slice(-4); return; }
    if (key === 'Enter') {
      // With nothing typed, Enter belongs to the link that has the focus.
      if (typed) { event.preventDefault(); show(Number(typed) - 1); }
      typed = '';
      return;
    }
    typed = '';
    if (key in steps) {
      event.preventDefault();
      if (root.classList.contains('blank')) root.classList.remove('blank');
      else show(steps[key]());
    } else if (key === 'b' || key === 'B' || key === '.') {
      root.classList.toggle('blank');
    } else if (key === 'f' || key === 'F') {
      if (document.fullscreenElement) document.exitFullscreen();
      else root.requestFullscreen?.();
    } else if (key === 'Escape') {
      root.classList.remove('blank');
    }
  });

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-n]');
    if (link) { event.preventDefault(); show(Number(link.dataset.n) - 1); }
  });
})();
