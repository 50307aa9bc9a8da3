import type { Layout } from '../../topology/shape.ts';
import type { Leg } from '../../topology/way.ts';
import { pathOf } from './footprints.ts';

/** How long a frame takes for one stretch of the picture, in milliseconds. */
const LEG = 260;

/** Moves a dot along the way to a hop, once; under reduced motion there is none. */
export class Traveller {
  #frame = 0;

  go(dot: SVGElement, legs: readonly Leg[], layout: Layout): void {
    this.stop(dot);
    const paths = legs.map((leg) => drawn(leg, layout)).filter((path) => path !== undefined);
    if (paths.length === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      return;
    }
    const began = performance.now();
    const step = (now: number): void => {
      const at = Math.max(0, now - began) / LEG;
      const path = paths[Math.floor(at)];
      if (!path) {
        this.stop(dot);
        return;
      }
      const { x, y } = path(at % 1);
      dot.style.transform = `translate(${x}px, ${y}px)`;
      dot.classList.add('travels');
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop(dot: SVGElement | null): void {
    cancelAnimationFrame(this.#frame);
    dot?.classList.remove('travels');
  }
}

/** Where on a leg one is after a part of it, 0 to 1. */
function drawn(leg: Leg, layout: Layout): ((part: number) => DOMPoint) | undefined {
  const d = pathOf(leg, layout);
  if (d === '') {
    return undefined;
  }
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  const length = path.getTotalLength();
  const back = 'edge' in leg && leg.back;
  return (part) => path.getPointAtLength((back ? 1 - part : part) * length);
}
