import p5 from 'p5';

const NIGHT = '#101828';
const PETALS = ['#ffb3c7', '#ffd97a', '#b8a1ff', '#8fe3d0', '#ff8a70'];
const STEM = '#4f8f6b';

interface Flower {
  x: number;
  ground: number;
  height: number;
  lean: number;
  petals: number;
  size: number;
  colour: string;
  bornAt: number;
}

new p5((p: p5) => {
  let flowers: Flower[] = [];
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

  p.setup = () => {
    p.createCanvas(p.windowWidth, p.windowHeight);
    document.body.style.cssText = `margin:0;overflow:hidden;background:${NIGHT};cursor:pointer;touch-action:none`;
    plantMany();
  };

  function plantMany() {
    const count = Math.ceil(p.width / 60);
    flowers = Array.from({ length: count }, (_, index) => ({
      ...newFlower(((index + p.random(0.2, 0.8)) / count) * p.width, p.height * p.random(0.35, 0.8)),
      bornAt: calm ? -1e4 : p.millis() + index * 90,
    }));
  }

  /** A flower whose head is here. */
  function newFlower(x: number, y: number): Flower {
    const ground = p.height * p.random(0.9, 1);
    return {
      x,
      ground,
      height: Math.max(60, ground - y),
      lean: p.random(-24, 24),
      petals: p.random([5, 6, 8, 11]),
      size: p.random(15, 34),
      colour: p.random(PETALS),
      bornAt: calm ? -1e4 : p.millis(),
    };
  }

  p.draw = () => {
    p.background(NIGHT);
    p.noStroke();
    p.fill('#f6ecc9');
    p.circle(p.width * 0.82, p.height * 0.2, Math.min(p.width, p.height) * 0.16);
    p.fill('#0b1220');
    p.rect(0, p.height * 0.93, p.width, p.height);
    for (const flower of flowers) drawFlower(flower);
    p.fill('#f6ecc9');
    p.textFont('Avenir, Montserrat, "URW Gothic", sans-serif');
    p.textSize(15);
    p.textAlign(p.CENTER);
    p.text('Touch the night to plant something', p.width / 2, p.height - 18);
  };

  function drawFlower({ x, ground, height, lean, petals, size, colour, bornAt }: Flower) {
    const age = p.constrain((p.millis() - bornAt) / 1600, 0, 1);
    if (age === 0) return;
    const grown = 1 - (1 - age) ** 3;
    const sway = calm ? 0 : Math.sin(p.millis() / 1100 + x) * 7 * grown;
    const [headX, headY] = [x + lean * grown + sway, ground - height * grown];

    p.noFill();
    p.stroke(STEM);
    p.strokeWeight(3);
    p.bezier(x, ground, x, ground - height * 0.4 * grown, headX, headY + height * 0.3 * grown, headX, headY);

    p.noStroke();
    p.push();
    p.translate(headX, headY);
    p.rotate(sway / 30 + bornAt);
    const open = p.constrain((age - 0.5) * 2, 0, 1);
    p.fill(colour);
    for (let petal = 0; petal < petals; petal++) {
      p.rotate(p.TWO_PI / petals);
      p.ellipse(size * 0.72 * open, 0, size * 1.3 * open, (size * 4.2 * open) / petals + 4 * open);
    }
    p.fill('#fff3c4');
    p.circle(0, 0, size * 0.62 * open);
    p.pop();
  }

  p.mousePressed = () => {
    flowers.push(newFlower(p.mouseX, p.mouseY));
    // The oldest make room.
    if (flowers.length > 90) flowers.shift();
  };
  p.windowResized = () => {
    p.resizeCanvas(p.windowWidth, p.windowHeight);
    plantMany();
  };
});
