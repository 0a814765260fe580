// The address's fragment remembers the language and the place: `#en/systems`, `#systems`, `#en`.
(() => {
  'use strict';
  const root = document.documentElement;
  const title = document.querySelector('title');

  const parse = () => {
    const [, lang, place] = /^#(?:(ja|en)(?:\/|$))?(.*)$/.exec(location.hash || '#') || [];
    return {lang: lang || 'ja', place: place || ''};
  };
  const fragment = (lang, place) => {
    if (lang === 'ja') return '#' + place;
    return '#' + lang + (place ? '/' + place : '');
  };
  const show = (lang) => {
    root.lang = lang;
    root.dataset.lang = lang;
    title.textContent = title.dataset[lang] || title.dataset.ja;
    for (const button of document.querySelectorAll('[data-set]')) {
      button.setAttribute('aria-pressed', String(button.dataset.set === lang));
    }
  };
  const go = (place) => {
    const target = place && document.getElementById(place);
    if (!target) return;
    target.scrollIntoView();
    const heading = target.querySelector('h2[tabindex]') || target;
    heading.focus({preventScroll: true});
  };
  const follow = () => {
    const {lang, place} = parse();
    show(lang);
    go(place);
  };
  const setAll = (id, open) => {
    for (const item of document.getElementById(id).querySelectorAll('details')) item.open = open;
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    const link = event.target.closest('a[href^="#"]');
    if (button && button.dataset.set) {
      const {place} = parse();
      history.replaceState(null, '', fragment(button.dataset.set, place) || '#');
      show(button.dataset.set);
    } else if (button && button.dataset.open) {
      setAll(button.dataset.open, true);
    } else if (button && button.dataset.close) {
      setAll(button.dataset.close, false);
    } else if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      const place = link.getAttribute('href').slice(1);
      history.pushState(null, '', fragment(root.dataset.lang, place));
      go(place);
    }
  });
  window.addEventListener('hashchange', follow);
  window.addEventListener('popstate', follow);

  // Paper has no click: everything is open while the page is printed.
  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const item of opened) item.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const item of opened) item.open = false;
    opened = [];
  });

  root.classList.add('js');
  follow();
})();
