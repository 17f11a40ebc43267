// Puts a copy button on each whole program. Without this script the page
// lacks nothing else.
'use strict';

function copy_text(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done ? Promise.resolve() : Promise.reject();
}

for (const figure of document.querySelectorAll('figure.whole')) {
  const button = document.createElement('button');
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', () => {
    copy_text(figure.querySelector('pre').textContent.trimEnd() + '\n').then(
      () => { button.textContent = 'Copied'; },
      () => { button.textContent = 'Cannot copy'; });
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  figure.querySelector('figcaption').append(button);
}
