export interface Day {
  date: string;
  revenue: number;
  orders: number;
  visitors: number;
}

export const products = [
  { name: 'Sourdough', share: 31 },
  { name: 'Croissants', share: 24 },
  { name: 'Coffee', share: 19 },
  { name: 'Rye', share: 14 },
  { name: 'Cakes', share: 12 },
];

/** Half a year that looks like one: more at the weekend, slowly growing, the same numbers each time. */
export const days: Day[] = Array.from({ length: 180 }, (_, index) => {
  const date = new Date(2025, 2, 1 + index);
  const noise = Math.sin(index * 12.9898) * 43758.5453;
  const luck = 0.85 + (noise - Math.floor(noise)) * 0.3;
  const weekend = [1.1, 0.8, 0.85, 0.9, 0.95, 1.15, 1.45][date.getDay()];
  const orders = Math.round(140 * weekend * luck * (1 + index / 400));
  return {
    date: date.toLocaleDateString('en', { day: 'numeric', month: 'short' }),
    orders,
    revenue: Math.round(orders * (8.2 + luck)),
    visitors: Math.round(orders * (2.6 + luck / 2)),
  };
});
