import p5 from 'p5';

const PAPER = '#f3ede0';
const INKS = ['#1f2a44', '#b3432b', '#d99a2b', '#3f6b5c'];
const LINES = 900;
const STEPS = 130;
const ROUGHNESS = 0.0032;

interface Line {
  x: number;
  y: number;
  ink: string;
  width: number;
  left: number;
}

new p5((p: p5) => {
  let lines: Line[] = [];

  p.setup = () => {
    p.createCanvas(p.windowWidth, p.windowHeight);
    document.body.style.cssText = `margin:0;overflow:hidden;background:${PAPER}`;
    begin();
  };

  /** A new sheet, with a wind of its own. */
  function begin() {
    p.noiseSeed(p.floor(p.random(1e6)));
    p.background(PAPER);
    lines = Array.from({ length: LINES }, () => ({
      x: p.random(-0.1, 1.1) * p.width,
      y: p.random(-0.1, 1.1) * p.height,
      ink: p.random() < 0.62 ? INKS[0] : p.random(INKS),
      width: p.random(0.4, 2.6),
      left: p.random(0.3, 1) * STEPS,
    }));
    // Whoever does not like motion gets the finished sheet.
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) for (let step = 0; step < STEPS; step++) draw();
    p.loop();
  }

  function draw() {
    for (const line of lines) {
      if (line.left-- <= 0) continue;
      const angle = p.noise(line.x * ROUGHNESS, line.y * ROUGHNESS) * p.TWO_PI * 2.2;
      const [x, y] = [line.x + Math.cos(angle) * 3.2, line.y + Math.sin(angle) * 3.2];
      p.stroke(line.ink);
      p.strokeWeight(line.width * Math.min(1, line.left / 30));
      p.line(line.x, line.y, x, y);
      line.x = x;
      line.y = y;
    }
    if (lines.every(({ left }) => left <= 0)) p.noLoop();
  }

  p.draw = draw;
  p.mousePressed = begin;
  p.windowResized = () => {
    p.resizeCanvas(p.windowWidth, p.windowHeight);
    begin();
  };
});
