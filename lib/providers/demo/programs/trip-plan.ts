import type { DemoProgram } from './program.ts';

const document = `<!-- Flint Demo: trip-plan -->

# Five days on the coast

A plan for two people, by train and on foot. It leaves every afternoon free on purpose.

## At a glance

| Day | From | To | On foot | Sleep |
| --- | --- | --- | --- | --- |
| 1 | Station | Old harbour | 3 km | Harbour inn |
| 2 | Old harbour | Lighthouse bay | 14 km | Guest house |
| 3 | Lighthouse bay | Lighthouse bay | 6 km | Guest house |
| 4 | Lighthouse bay | Salt village | 17 km | Farm |
| 5 | Salt village | Station | 5 km | Home |

## Before leaving

- [x] Book the farm, it has two rooms only
- [x] Print the tide table
- [ ] Resole the boots
- [ ] Ask Mira for the small tent, just in case
- [ ] Tell the neighbours about the cat

## Day by day

### 1. To the old harbour

The train at **09:12** has a carriage for bicycles, which is the quiet one. From the station go down to the
water and keep it on your left.

> The bakery behind the fish market closes at noon. Go there first.

### 2. Along the cliffs

The longest views and the only climb. Start before eight: there is no shade until the chapel.

1. Steps to the cliff path
2. Chapel, *water here*
3. The long meadow
4. Down to the bay, slowly

### 3. A day for nothing

Swim at high tide, read, repair what broke. If it rains, the museum of knots is better than it sounds.

### 4. Over the salt flats

Only at low tide, only before noon. The posts mark the way; where a post is missing, wait and look.

### 5. Home

A short walk, a long lunch, the slow train.

## What it costs

| Thing | Each | Both |
| --- | ---: | ---: |
| Trains | 38 | 76 |
| Nights | 120 | 240 |
| Food | 90 | 180 |
| Spare | 50 | 100 |
| **Together** | **298** | **596** |

## Packing

- rain jacket, sun hat
- two pairs of socks, one of them wool
- map on paper, because there is no signal on the flats
- knife, cup, spoon
- a book that may get wet

## If something goes wrong

- **Fog on the flats:** turn back at once, the tide does not wait.
- **No bed:** the station master at the old harbour knows everyone.
- **A blister:** stop now, not at the next bench.

---

Times are from this summer's timetable. Check them the evening before.
`;

export const tripPlan: DemoProgram = {
  id: 'trip-plan',
  title: 'Five days on the coast',
  summary: 'a travel plan in Markdown',
  keywords: {
    'markdown file': 6,
    'markdown document': 6,
    'md file': 5,
    readme: 5,
    document: 4,
    trip: 5,
    travel: 5,
    itinerary: 6,
    holiday: 4,
    vacation: 4,
    plan: 3,
    ταξιδι: 6,
    essay: 3,
    article: 3,
    recipe: 3,
  },
  files: { 'plan.md': document },
  parameters: [],
};
