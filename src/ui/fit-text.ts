/** Steps of the search: the size is right to less than a thousandth. */
const STEPS = 11;
/** Largest text, as a part of the room's shorter side. */
const LARGEST = 0.5;

/**
 * Gives an element's content the largest size (`--fit`, CSS pixels) at which it fits into the element, not below `least`.
 * The answer: whether it does. For a text that is there for minutes: it lays the element out some ten times.
 */
export function fitText(element: HTMLElement, least: number): boolean {
  const set = (size: number) => {
    element.style.setProperty("--fit", `${size.toFixed(1)}px`);
  };
  const fits = () =>
    element.scrollHeight <= element.clientHeight && element.scrollWidth <= element.clientWidth && noneIsWider(element);
  let low = least;
  let high = Math.max(least, LARGEST * Math.min(element.clientWidth, element.clientHeight));
  for (let step = 0; step < STEPS && high - low > 0.5; step += 1) {
    const middle = (low + high) / 2;
    set(middle);
    if (fits()) low = middle;
    else high = middle;
  }
  set(Math.max(low, 1));
  return fits();
}

/** A long word sticks out of its own box first. */
function noneIsWider(element: HTMLElement): boolean {
  return [...element.querySelectorAll("h1, p")].every((each) => each.scrollWidth <= each.clientWidth + 1);
}
