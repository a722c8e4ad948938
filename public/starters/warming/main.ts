import * as d3 from 'd3';
import { years } from './temperatures';
import './style.css';

const margin = { top: 24, right: 16, bottom: 32, left: 40 };

document.body.innerHTML = `
  <header>
    <h1>A town gets warmer</h1>
    <p>Each stripe is a year. The line is how far it was from the middle of 1961 to 1990, in °C. Made-up numbers for a
      place that is not, drawn the way real ones are.</p>
  </header>
  <svg role="img" aria-label="Yearly temperature from ${years[0].year} to ${years.at(-1)!.year}"></svg>
  <output></output>`;

const usual = d3.mean(years.filter(({ year }) => year >= 1961 && year <= 1990), ({ degrees }) => degrees)!;
const data = years.map(({ year, degrees }) => ({ year, off: degrees - usual }));
const most = d3.max(data, ({ off }) => Math.abs(off))!;
const colour = d3.scaleSequential([most, -most], d3.interpolateRdBu);

function draw(): void {
  const svg = d3.select('svg');
  svg.selectAll('*').remove();
  const { width, height } = (svg.node() as SVGSVGElement).getBoundingClientRect();
  const x = d3.scaleBand(data.map(({ year }) => year), [margin.left, width - margin.right]);
  const y = d3.scaleLinear([-most * 1.15, most * 1.15], [height - margin.bottom, margin.top]);
  const middle = (year: number) => x(year)! + x.bandwidth() / 2;

  svg
    .append('g')
    .selectAll('rect')
    .data(data)
    .join('rect')
    .attr('x', ({ year }) => x(year)!)
    .attr('width', x.bandwidth() + 0.5)
    .attr('y', margin.top)
    .attr('height', height - margin.top - margin.bottom)
    .attr('fill', ({ off }) => colour(off));

  const line = d3
    .line<(typeof data)[number]>()
    .x(({ year }) => middle(year))
    .y(({ off }) => y(off))
    .curve(d3.curveMonotoneX);
  svg.append('path').attr('class', 'edge').attr('d', line(data));
  svg.append('path').attr('class', 'line').attr('d', line(data));

  svg
    .append('g')
    .attr('transform', `translate(0,${height - margin.bottom})`)
    .call(
      d3
        .axisBottom(x)
        .tickValues(data.map(({ year }) => year).filter((year) => year % (width < 500 ? 40 : 20) === 0))
        .tickFormat(d3.format('d'))
        .tickSize(0)
        .tickPadding(10),
    );
  svg
    .append('g')
    .attr('transform', `translate(${margin.left},0)`)
    .call(d3.axisLeft(y).ticks(5, '+.1f').tickSize(0).tickPadding(8));
  svg.selectAll('.domain').remove();

  const mark = svg.append('circle').attr('r', 6);
  function point(index: number): void {
    const { year, off } = data[index];
    mark.attr('cx', middle(year)).attr('cy', y(off));
    document.querySelector('output')!.textContent = `${year}: ${d3.format('+.1f')(off)} °C`;
  }
  svg.on('pointermove', (event: PointerEvent) => {
    const [at] = d3.pointer(event);
    point(Math.max(0, Math.min(data.length - 1, Math.floor((at - margin.left) / x.step()))));
  });
  point(data.length - 1);
}

new ResizeObserver(draw).observe(document.querySelector('svg')!);
