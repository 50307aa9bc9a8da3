import { expect, test } from 'vitest';
import { MARK, markPlaces, markScale, marksWidth } from './mark-places.ts';

const box = { x: 100, y: 50, width: 144, height: 48 };

test.each([1, 2, 3, 6].flatMap((marks) => [1, 0.7, 0.4].map((scale) => ({ marks, scale }))))(
  '$marks marks at the scale $scale lie within their box, behind what is left for its name',
  ({ marks, scale }) => {
    const radius = MARK * markScale(scale);
    const places = markPlaces(box, marks, radius);
    expect(places).toHaveLength(marks);
    for (const { x, y } of places) {
      expect(x + radius).toBeLessThanOrEqual(box.x + box.width);
      expect(x - radius).toBeGreaterThanOrEqual(box.x + box.width - marksWidth(box.width, marks, scale));
      expect(y - radius).toBeGreaterThanOrEqual(box.y);
    }
    expect([...places].sort((a, b) => a.x - b.x)).toEqual(places);
  },
);

test('without markers the whole line is for the name', () => {
  expect(marksWidth(144, 0, 0.5)).toBe(0);
});
