import { baseRules, page, themeRule } from './page.ts';
import type { DemoProgram } from './program.ts';

const style = `${themeRule({ scheme: 'light', accent: '#1d5c4d', radius: '12px', further: { '--size': '1' } })}

${baseRules}

.wrap {
  max-width: 62rem;
  margin: 0 auto;
  padding: 0 1.25rem;
}

.top {
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 1rem;
  padding-block: 1.1rem;
}

.brand {
  font-weight: 650;
  letter-spacing: -0.01em;
}

.top nav {
  display: flex;
  gap: 1.25rem;
}

.top nav a {
  color: var(--muted);
  text-decoration: none;
}

.top nav a:hover {
  color: var(--text);
}

.hero {
  display: grid;
  grid-template-columns: 1.05fr 1fr;
  align-items: center;
  gap: 2.5rem;
  padding-block: 3.5rem 4.5rem;
}

.hero h1 {
  font-size: calc(clamp(2.1rem, 5.2vw, 3.4rem) * var(--size));
  letter-spacing: -0.035em;
  line-height: 1.05;
  text-wrap: balance;
}

.hero p {
  max-width: 34ch;
  margin: 1.1rem 0 1.6rem;
  color: var(--muted);
  font-size: 1.125rem;
}

.actions {
  display: flex;
  flex-wrap: wrap;
  gap: 0.6rem;
}

.button {
  padding: 0.65rem 1.15rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  color: var(--text);
  font-weight: 550;
  text-decoration: none;
}

.button.primary {
  border-color: var(--accent);
  background: var(--accent);
  color: var(--on-accent);
}

.ticket {
  padding: 1.25rem 1.4rem;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) + 6px);
  background: var(--surface);
}

.ticket header {
  display: flex;
  justify-content: space-between;
  padding-bottom: 0.9rem;
  border-bottom: 1px dashed var(--line);
  color: var(--muted);
  font-size: 0.875rem;
}

.ticket ol {
  display: grid;
  gap: 0.25rem;
  margin: 0.75rem 0 0;
  padding: 0;
  list-style: none;
}

.ticket li {
  display: grid;
  grid-template-columns: 4rem 1fr auto;
  padding: 0.45rem 0.6rem;
  border-radius: calc(var(--radius) - 4px);
  font-variant-numeric: tabular-nums;
}

.ticket li.is-next {
  background: var(--accent);
  color: var(--on-accent);
}

.features {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
  gap: 2rem;
  padding-block: 3rem;
  border-top: 1px solid var(--line);
}

.features svg {
  width: 1.75rem;
  height: 1.75rem;
  fill: none;
  stroke: var(--accent);
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}

.features h2 {
  margin: 0.5rem 0 0.25rem;
  font-size: 1.0625rem;
}

.features p {
  color: var(--muted);
}

.quote {
  margin: 0;
  padding: 2.5rem 1.5rem;
  border-radius: calc(var(--radius) + 6px);
  background: var(--accent);
  color: var(--on-accent);
  text-align: center;
}

.quote p {
  max-width: 30ch;
  margin: 0 auto 0.75rem;
  font-size: 1.375rem;
  line-height: 1.35;
  text-wrap: balance;
}

.bottom {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 0.5rem;
  padding-block: 2rem;
  color: var(--muted);
  font-size: 0.875rem;
}

@media (max-width: 44rem) {
  .hero {
    grid-template-columns: 1fr;
    padding-block: 1.5rem 3rem;
  }

  .top nav a:not(:last-child) {
    display: none;
  }
}
`;

const body = `
<div class="wrap">
  <div class="top">
    <span class="brand">Pier Nine</span>
    <nav aria-label="Main">
      <a href="#timetable">Timetable</a>
      <a href="#features">Why us</a>
      <a href="#start">For harbours</a>
    </nav>
  </div>

  <main>
    <section class="hero" id="start">
      <div>
        <h1>Small ferries, booked in a minute.</h1>
        <p>Pier Nine gives island boats a timetable, a ticket and a seat count that are always true.</p>
        <div class="actions">
          <a class="button primary" href="#timetable">See today's boats</a>
          <a class="button" href="#features">How it works</a>
        </div>
      </div>
      <section class="ticket" id="timetable" aria-labelledby="timetable-name">
        <header>
          <span id="timetable-name">Harbour to Long Island</span>
          <span>Today</span>
        </header>
        <ol>
          <li><span>08:10</span><span>Marta</span><span>departed</span></li>
          <li class="is-next"><span>09:40</span><span>Old Anna</span><span>14 seats</span></li>
          <li><span>11:15</span><span>Marta</span><span>31 seats</span></li>
          <li><span>14:05</span><span>Kittiwake</span><span>full</span></li>
          <li><span>17:30</span><span>Old Anna</span><span>22 seats</span></li>
        </ol>
      </section>
    </section>

    <section class="features" id="features">
      <article>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 6h16v12H4zM4 10h16M9 6v12" /></svg>
        <h2>One timetable</h2>
        <p>The captain changes it on a phone; every pier and every passenger sees it at once.</p>
      </article>
      <article>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12l4 4L19 6M5 20h14" /></svg>
        <h2>Seats that are true</h2>
        <p>Sold on board, at the kiosk or at home: it is the same count, also without a signal.</p>
      </article>
      <article>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 17c3-3 6 3 9 0s6 3 9 0M6 13l6-8 6 8z" /></svg>
        <h2>Made for weather</h2>
        <p>A cancelled trip moves its passengers to the next boat, and tells them so.</p>
      </article>
    </section>

    <blockquote class="quote">
      <p>We stopped answering the telephone and went sailing again.</p>
      <footer>Ines Moura, skipper of the Kittiwake</footer>
    </blockquote>
  </main>

  <footer class="bottom">
    <span>An example page</span>
    <span>Quay street 9, open from seven to seven</span>
  </footer>
</div>`;

export const landing: DemoProgram = {
  id: 'landing',
  title: 'Pier Nine',
  summary: 'a landing page with its own style sheet',
  keywords: {
    'landing page': 8,
    landing: 5,
    website: 5,
    homepage: 6,
    'home page': 6,
    'web page': 4,
    webpage: 4,
    marketing: 4,
    startup: 4,
    portfolio: 4,
    site: 3,
    hero: 2,
    company: 2,
    business: 2,
    product: 2,
    shop: 2,
    restaurant: 3,
    page: 1,
    blog: 2,
    login: 2,
    form: 1,
    gallery: 2,
    ιστοσελιδα: 6,
    σελιδα: 3,
  },
  files: { 'index.html': page({ id: 'landing', title: 'Pier Nine', body }), 'style.css': style },
  parameters: [{ kind: 'number', property: '--size', words: ['headline', 'heading'], least: 0.6, most: 1.6 }],
};
