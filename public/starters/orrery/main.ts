import * as THREE from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import './style.css';

// Sizes and ways are squeezed so that all of it fits in a window; the years are true to each other.
const planets = [
  { name: 'Mercury', far: 5.2, size: 0.32, year: 0.24, colour: '#b5a595' },
  { name: 'Venus', far: 7.2, size: 0.55, year: 0.62, colour: '#e6c088' },
  { name: 'Earth', far: 9.6, size: 0.6, year: 1, colour: '#6fa8dc' },
  { name: 'Mars', far: 12, size: 0.42, year: 1.88, colour: '#d2694a' },
  { name: 'Jupiter', far: 16.5, size: 1.5, year: 11.9, colour: '#d8b08c' },
  { name: 'Saturn', far: 21.5, size: 1.2, year: 29.4, colour: '#e3d2a2', ring: true },
  { name: 'Uranus', far: 26, size: 0.85, year: 84, colour: '#a8dadc' },
  { name: 'Neptune', far: 30, size: 0.82, year: 165, colour: '#6d86e8' },
];

const renderer = new THREE.WebGLRenderer({ antialias: true });
document.body.append(renderer.domElement);
const label = document.createElement('p');
label.textContent = 'Choose a planet';
document.body.append(label);

const scene = new THREE.Scene();
scene.background = new THREE.Color('#0d0f1a');
const camera = new THREE.PerspectiveCamera(40, 1, 0.1, 400);
const controls = new OrbitControls(camera, renderer.domElement);
controls.enableDamping = true;
controls.minDistance = 8;
controls.maxDistance = 120;

scene.add(new THREE.AmbientLight('#8fa0ff', 0.35));
scene.add(new THREE.PointLight('#fff0d0', 900, 0, 1.7));
scene.add(new THREE.Mesh(new THREE.SphereGeometry(2.6, 48, 32), new THREE.MeshBasicMaterial({ color: '#ffcf7a' })));
scene.add(createGlow());
scene.add(createStars(900));

const balls = planets.map(({ name, far, size, colour, ring }) => {
  const ball = new THREE.Mesh(
    new THREE.SphereGeometry(size, 40, 28),
    new THREE.MeshStandardMaterial({ color: colour, roughness: 0.85 }),
  );
  ball.name = name;
  if (ring) {
    const band = new THREE.RingGeometry(size * 1.4, size * 2.2, 64).rotateX(-1.2);
    ball.add(new THREE.Mesh(band, new THREE.MeshBasicMaterial({ color: '#a8966a', side: THREE.DoubleSide, transparent: true, opacity: 0.7 })));
  }
  const path = new THREE.EllipseCurve(0, 0, far, far).getPoints(160).map(({ x, y }) => new THREE.Vector3(x, 0, y));
  scene.add(ball, new THREE.LineLoop(new THREE.BufferGeometry().setFromPoints(path), new THREE.LineBasicMaterial({ color: '#30365a' })));
  return ball;
});

function createGlow(): THREE.Sprite {
  const canvas = Object.assign(document.createElement('canvas'), { width: 128, height: 128 });
  const pen = canvas.getContext('2d')!;
  const light = pen.createRadialGradient(64, 64, 8, 64, 64, 64);
  light.addColorStop(0, '#ffcf7aff');
  light.addColorStop(0.3, '#ff9d4a55');
  light.addColorStop(1, '#ff9d4a00');
  pen.fillStyle = light;
  pen.fillRect(0, 0, 128, 128);
  const map = new THREE.CanvasTexture(canvas);
  const glow = new THREE.Sprite(new THREE.SpriteMaterial({ map, blending: THREE.AdditiveBlending, depthWrite: false }));
  glow.scale.setScalar(13);
  return glow;
}

function createStars(count: number): THREE.Points {
  const places = Array.from({ length: count }, () => new THREE.Vector3().randomDirection().multiplyScalar(150));
  const material = new THREE.PointsMaterial({ color: '#c8d0ff', size: 0.5, transparent: true, opacity: 0.7 });
  return new THREE.Points(new THREE.BufferGeometry().setFromPoints(places), material);
}

let followed: THREE.Mesh | null = null;
const finger = new THREE.Raycaster();
renderer.domElement.addEventListener('click', ({ clientX, clientY }) => {
  const place = new THREE.Vector2((clientX / innerWidth) * 2 - 1, 1 - (clientY / innerHeight) * 2);
  finger.setFromCamera(place, camera);
  const nearest = balls.find((ball) => finger.ray.distanceToPoint(ball.position) < 1.6);
  followed = nearest ?? null;
  const planet = planets.find(({ name }) => name === followed?.name);
  label.textContent = planet ? `${planet.name}: a year takes ${planet.year} of ours` : 'Choose a planet';
});

function resize(): void {
  camera.aspect = innerWidth / innerHeight;
  camera.position.set(0, 24, 40).multiplyScalar(Math.max(1, 1.25 / camera.aspect));
  camera.updateProjectionMatrix();
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
  renderer.setSize(innerWidth, innerHeight);
}
addEventListener('resize', resize);
resize();

const speed = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0.02 : 0.15;
renderer.setAnimationLoop((now) => {
  balls.forEach((ball, index) => {
    const { far, year } = planets[index];
    const angle = ((now / 1000) * speed) / year + index * 2.4;
    ball.position.set(Math.cos(angle) * far, 0, -Math.sin(angle) * far);
    ball.rotation.y = now / 900;
  });
  controls.target.lerp(followed?.position ?? scene.position, 0.06);
  controls.update();
  renderer.render(scene, camera);
});
