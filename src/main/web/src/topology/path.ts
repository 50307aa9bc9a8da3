import type { ElkEdgeSection } from 'elkjs/lib/elk-api.js';

type Point = ElkEdgeSection['startPoint'];

const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
const round = (n: number): number => Math.round(n * 10) / 10;

/** An edge as an SVG path. elkjs returns splines as cubic Bézier curves, three points each. */
export function pathOf(sections: readonly ElkEdgeSection[]): string {
  return sections
    .map((section) => {
      const points = [...(section.bendPoints ?? []), section.endPoint];
      const curves: string[] = [];
      let i = 0;
      for (; i + 2 < points.length; i += 3) {
        curves.push(`C${at(points[i]!)} ${at(points[i + 1]!)} ${at(points[i + 2]!)}`);
      }
      const rest = points.slice(i).map((point) => `L${at(point)}`);
      return `M${at(section.startPoint)}${curves.join('')}${rest.join('')}`;
    })
    .join('');
}
