export const people = [
  { name: 'Elena', place: 'Lisbon' },
  { name: 'Duarte', place: 'Lisbon' },
  { name: 'Rosa', place: 'Lisbon' },
  { name: 'Anselm', place: 'Vienna' },
  { name: 'Mitzi', place: 'Vienna' },
  { name: 'Leopold', place: 'Vienna' },
  { name: 'Despina', place: 'Smyrna' },
  { name: 'Orhan', place: 'Smyrna' },
  { name: 'Hugh', place: 'Cork' },
  { name: 'Nora', place: 'Cork' },
];

/** From, to, and how many. */
export const letters: [string, string, number][] = [
  ['Elena', 'Anselm', 24],
  ['Elena', 'Duarte', 6],
  ['Elena', 'Rosa', 9],
  ['Rosa', 'Duarte', 4],
  ['Anselm', 'Mitzi', 12],
  ['Anselm', 'Leopold', 5],
  ['Mitzi', 'Leopold', 8],
  ['Leopold', 'Despina', 17],
  ['Despina', 'Orhan', 10],
  ['Despina', 'Elena', 7],
  ['Nora', 'Hugh', 5],
  ['Nora', 'Rosa', 14],
  ['Hugh', 'Anselm', 3],
];
