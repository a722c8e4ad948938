import * as d3 from 'd3';
import { letters, people } from './letters';
import './style.css';

interface Person extends d3.SimulationNodeDatum {
  name: string;
  place: string;
}
interface Tie extends d3.SimulationLinkDatum<Person> {
  count: number;
}

const places = [...new Set(people.map(({ place }) => place))];
const colour = d3.scaleOrdinal(places, ['#e07a5f', '#3d8b85', '#e0a93f', '#7a6fb0']);
const nodes: Person[] = people.map((person) => ({ ...person }));
const links: Tie[] = letters.map(([source, target, count]) => ({ source, target, count }));
const written = (name: string) => d3.sum(letters, ([from, to, count]) => (from === name || to === name ? count : 0));
const radius = d3.scaleSqrt([0, 60], [5, 26]);

document.body.innerHTML = `
  <header>
    <h1>Who wrote to whom</h1>
    <ul>${places.map((place) => `<li style="--colour:${colour(place)}">${place}</li>`).join('')}</ul>
  </header>
  <svg></svg>
  <output>Ten people, ${d3.sum(letters, (letter) => letter[2])} letters. Drag somebody.</output>`;

const svg = d3.select<SVGSVGElement, unknown>('svg');
const line = svg.append('g').selectAll('line').data(links).join('line').attr('stroke-width', ({ count }) => 1 + count / 3);
const node = svg
  .append('g')
  .selectAll<SVGGElement, Person>('g')
  .data(nodes)
  .join('g')
  .attr('tabindex', 0)
  .on('pointerenter focus', (_, person) => choose(person))
  .on('pointerleave blur', () => choose(null));
node.append('circle').attr('r', ({ name }) => radius(written(name))).attr('fill', ({ place }) => colour(place));
node.append('text').attr('dy', ({ name }) => radius(written(name)) + 16).text(({ name }) => name);

function choose(chosen: Person | null): void {
  const touches = (tie: Tie, person: Person) => tie.source === person || tie.target === person;
  const isNear = (person: Person) => !chosen || person === chosen || links.some((tie) => touches(tie, person) && touches(tie, chosen));
  node.classed('far', (person) => !isNear(person));
  line.classed('far', (tie) => chosen !== null && !touches(tie, chosen));
  if (chosen) document.querySelector('output')!.textContent = `${chosen.name}, ${chosen.place}: ${written(chosen.name)} letters`;
}

const simulation = d3
  .forceSimulation(nodes)
  .force('tie', d3.forceLink<Person, Tie>(links).id(({ name }) => name).distance(({ count }) => 150 - count * 3))
  .force('apart', d3.forceManyBody().strength(-520))
  .force('room', d3.forceCollide<Person>(({ name }) => radius(written(name)) + 14))
  .on('tick', place);

function place(): void {
  line
    .attr('x1', ({ source }) => (source as Person).x!)
    .attr('y1', ({ source }) => (source as Person).y!)
    .attr('x2', ({ target }) => (target as Person).x!)
    .attr('y2', ({ target }) => (target as Person).y!);
  node.attr('transform', ({ x, y }) => `translate(${x},${y})`);
}

node.call(
  d3
    .drag<SVGGElement, Person>()
    .on('start', () => simulation.alphaTarget(0.3).restart())
    .on('drag', (event, person) => Object.assign(person, { fx: event.x, fy: event.y }))
    .on('end', (_, person) => {
      simulation.alphaTarget(0);
      Object.assign(person, { fx: null, fy: null });
    }),
);

new ResizeObserver(([entry]) => {
  const { width, height } = entry.contentRect;
  simulation
    .force('x', d3.forceX(width / 2).strength(width < 500 ? 0.16 : 0.07))
    .force('y', d3.forceY(height / 2).strength(width < 500 ? 0.07 : 0.14))
    .alpha(0.6)
    .restart();
  // Whoever does not like motion sees the picture when it has settled.
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) simulation.stop().tick(300) && place();
}).observe(svg.node()!);
