import type { Layout } from '../../topology/shape.ts';
import type { Segment } from '../../topology/frame-path.ts';
import { pathOf } from './hop-markers.ts';

/** Duration of one segment, in milliseconds. */
const SEGMENT = 260;

/** Moves a dot along the path to a hop, once; none with reduced motion. */
export class FrameAnimation {
  #frame = 0;

  go(dot: SVGElement, segments: readonly Segment[], layout: Layout): void {
    this.stop(dot);
    const paths = segments.map((segment) => drawn(segment, layout)).filter((path) => path !== undefined);
    if (paths.length === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      return;
    }
    const began = performance.now();
    const step = (now: number): void => {
      const at = Math.max(0, now - began) / SEGMENT;
      const path = paths[Math.floor(at)];
      if (!path) {
        this.stop(dot);
        return;
      }
      const { x, y } = path(at % 1);
      dot.style.transform = `translate(${x}px, ${y}px)`;
      dot.classList.add('moving');
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop(dot: SVGElement | null): void {
    cancelAnimationFrame(this.#frame);
    dot?.classList.remove('moving');
  }
}

/** The position on a segment after a fraction of it, 0 to 1. */
function drawn(segment: Segment, layout: Layout): ((part: number) => DOMPoint) | undefined {
  const d = pathOf(segment, layout);
  if (d === '') {
    return undefined;
  }
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  const length = path.getTotalLength();
  const back = 'edge' in segment && segment.back;
  return (part) => path.getPointAtLength((back ? 1 - part : part) * length);
}
