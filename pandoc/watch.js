// Only in pages that `make watch` makes: loads the page anew when the stamp
// has changed. A classic script can be loaded from file:// again and again.
'use strict';

let last_stamp;

function look() {
  const script = document.createElement('script');
  script.src = 'stamp.js?' + Date.now();
  script.onload = () => {
    if (last_stamp && window.stamp !== last_stamp) location.reload();
    last_stamp = window.stamp;
  };
  document.head.append(script);
  setTimeout(() => { script.remove(); look(); }, 50);
}

look();
