import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Journey, Topology } from '../../protocol/messages.ts';
import { MARK, markPlaces, markScale } from '../../topology/mark-places.ts';
import type { Layout } from '../../topology/shape.ts';
import { segmentsTo, visits, type Segment } from '../../topology/frame-path.ts';

/** Size of a marker's number. */
const NUMBER = 11;

/** The path of a frame up to one hop, drawn over the picture, with numbers that are legible at this scale. */
export function hopMarkers(
  journey: Journey,
  upTo: number,
  topology: Topology,
  layout: Layout,
  scale: number,
): { readonly path: SVGTemplateResult; readonly marks: SVGTemplateResult } {
  const paths = journey.hops.flatMap((_, index) =>
    index <= upTo ? segmentsTo(journey, index, topology).map((segment) => ({ d: pathOf(segment, layout), now: index === upTo })) : [],
  );
  const larger = markScale(scale);
  return {
    path: svg`<g class="frame-path" aria-hidden="true">
      ${paths.map(({ d, now }) => svg`<path class=${now ? 'now' : ''} d=${d} />`)}
    </g>`,
    marks: svg`<g class="hop-markers" aria-hidden="true">
      ${[...visits(journey, upTo)].map(([device, hops]) => marksAt(device, hops, journey, upTo, layout, larger))}
      <circle class="moving-frame" r=${6 * larger} />
    </g>`,
  };
}

function marksAt(
  device: string,
  hops: readonly number[],
  journey: Journey,
  upTo: number,
  layout: Layout,
  larger: number,
): SVGTemplateResult | typeof nothing {
  const box = layout.boxes.get(device);
  if (!box) {
    return nothing;
  }
  const here = hops.includes(upTo);
  const radius = MARK * larger;
  const places = markPlaces(box, hops.length, radius);
  return svg`
    ${here ? svg`<rect class="here" x=${box.x - 3} y=${box.y - 3} width=${box.width + 6} height=${box.height + 6} rx="6" />` : nothing}
    ${hops.map(
      (hop, i) => svg`<g class="hop-marker ${hop === upTo ? 'now' : ''} ${ending(journey, hop)}">
        <circle cx=${places[i]?.x} cy=${places[i]?.y} r=${radius} />
        <text x=${places[i]?.x} y=${(places[i]?.y ?? 0) + 4 * larger} font-size=${NUMBER * larger}>${hop + 1}</text>
      </g>`,
    )}`;
}

/** An unused copy is no fault if another was answered. */
function ending(journey: Journey, hop: number): string {
  const end = journey.hops[hop]?.end;
  return end === 'dropped' && journey.answer !== undefined ? '' : (end ?? '');
}

/** A segment as an SVG path, as drawn. */
export function pathOf(segment: Segment, layout: Layout): string {
  if ('edge' in segment) {
    return layout.paths.get(segment.edge) ?? '';
  }
  const from = layout.boxes.get(segment.from);
  const to = layout.boxes.get(segment.to);
  return from && to ? `M${from.x + from.width / 2} ${from.y + from.height / 2}L${to.x + to.width / 2} ${to.y + to.height / 2}` : '';
}
