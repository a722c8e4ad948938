export interface Bird {
  x: number;
  y: number;
  vx: number;
  vy: number;
  mood: number;
}

export interface Rules {
  birds: number;
  sight: number;
  keepApart: number;
  maxSpeed: number;
  apart: number;
  along: number;
  together: number;
}

interface Sky {
  width: number;
  height: number;
  /** What the birds flee from. */
  hawk: { x: number; y: number } | null;
  steps: number;
}

export function createFlock(count: number, width: number, height: number): Bird[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = Math.random() * Math.PI * 2;
    return {
      x: Math.random() * width,
      y: Math.random() * height,
      vx: Math.cos(angle) * 2,
      vy: Math.sin(angle) * 2,
      mood: index / count,
    };
  });
}

/** Each bird looks at the others near it, and wishes for three things: not too close, the same way, in the middle. */
export function step(birds: Bird[], rules: Rules, { width, height, hawk, steps }: Sky): void {
  for (const bird of birds) {
    let near = 0;
    let [apartX, apartY, alongX, alongY, middleX, middleY] = [0, 0, 0, 0, 0, 0];
    for (const other of birds) {
      const dx = other.x - bird.x;
      const dy = other.y - bird.y;
      const distance = Math.hypot(dx, dy);
      if (other === bird || distance > rules.sight) continue;
      near += 1;
      alongX += other.vx;
      alongY += other.vy;
      middleX += dx;
      middleY += dy;
      if (distance < rules.keepApart) {
        apartX -= dx / (distance + 0.1);
        apartY -= dy / (distance + 0.1);
      }
    }
    if (near > 0) {
      bird.vx += apartX * rules.apart + (alongX / near - bird.vx) * rules.along + (middleX / near) * rules.together;
      bird.vy += apartY * rules.apart + (alongY / near - bird.vy) * rules.along + (middleY / near) * rules.together;
    }
    if (hawk) {
      const distance = Math.hypot(bird.x - hawk.x, bird.y - hawk.y);
      if (distance < 110) {
        bird.vx += ((bird.x - hawk.x) / distance) * 0.5;
        bird.vy += ((bird.y - hawk.y) / distance) * 0.5;
      }
    }
    const speed = Math.hypot(bird.vx, bird.vy) || 1;
    const wanted = Math.min(rules.maxSpeed, Math.max(rules.maxSpeed * 0.55, speed));
    bird.vx *= wanted / speed;
    bird.vy *= wanted / speed;
    bird.x = (bird.x + bird.vx * steps + width) % width;
    bird.y = (bird.y + bird.vy * steps + height) % height;
  }
}
