// Who asks for less motion gets none.
function moving() {
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    for (const part of [null, '::before', '::after', '::backdrop']) {
      const style = getComputedStyle(element, part);
      const lasts = list => list.split(',').some(time => parseFloat(time) > 0);
      const what = style.animationName !== 'none' && lasts(style.animationDuration) ? `animation ${style.animationName}`
        : lasts(style.transitionDuration) ? `transition of ${style.transitionProperty}`
        : !part && style.scrollBehavior === 'smooth' ? 'smooth scrolling' : '';
      if (what) found.push(`${what}: ${globalThis.inspector.describe(element)}${part || ''}`);
    }
  }
  for (const animation of document.getAnimations()) {
    found.push(`an animation runs: ${globalThis.inspector.describe(animation.effect && animation.effect.target)}`);
  }
  return found;
}

export async function check(look) {
  const tab = await look.open({motion: 'reduce'});
  await tab.click('button.theme');
  await tab.click('button.theme');
  for (const problem of new Set(await tab.evaluate(moving))) look.problem(problem, 'reduced motion');
}
