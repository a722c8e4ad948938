export const texts: readonly string[] = [
  'The kettle knew before anyone else did. It had been quiet all morning, and now it was quiet on purpose.',
  'Somebody had moved every clock in the house forward by a year, which made lunch feel long overdue.',
  'A good map is wrong in all the right places. It leaves out the rain, the dog, and the argument about the map.',
  'They built the bridge in spring, tested it in summer, and in autumn went looking for a river.',
];
