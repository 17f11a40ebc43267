// The switch between light and dark: follows the system, changes, is
// remembered from page to page, and forgets what the system prefers anyway.
function seen() {
  const brightness = text => (text.match(/[\d.]+/g) || []).slice(0, 3).map(Number).reduce((sum, part) => sum + part, 0);
  const {color, backgroundColor} = getComputedStyle(document.documentElement);
  return {
    dark: brightness(backgroundColor) < brightness(color),
    pressed: document.querySelector('button.theme').getAttribute('aria-pressed') === 'true',
  };
}

export async function check_site(look) {
  const [first, second] = look.pages;
  look.page = first;
  for (const over of ['file', 'http']) {
    for (const theme of ['light', 'dark']) {
      const mode = `${over}, system ${theme}`;
      const tab = await look.open({over, theme, fresh: true}, first);
      const expect = async (dark, when) => {
        const now = await tab.evaluate(seen);
        if (now.dark !== dark) look.problem(`is ${now.dark ? 'dark' : 'light'} ${when}: body`, mode);
        if (now.pressed !== now.dark) look.problem(`aria-pressed is ${now.pressed} ${when}: button.theme`, mode);
      };
      const dark = theme === 'dark';
      await expect(dark, 'at first');
      await tab.focus('button.theme');
      await tab.keyboard.press('Enter');
      await expect(!dark, 'after the switch');
      await tab.reload();
      await expect(!dark, 'after the switch, loaded again');
      await tab.goto((over === 'http' ? look.served : look.address) + second);
      await expect(!dark, 'after the switch, on another page');
      await tab.click('button.theme');
      await expect(dark, 'after the switch back');
      for (const error of tab.errors) look.problem(`error: ${error}`, mode);
    }
  }
}
