import * as THREE from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

const SKY = '#f6d9c4';
const SIZE = 60;
const TREES = 260;
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

document.body.style.cssText = `margin:0;overflow:hidden;background:${SKY}`;
const renderer = new THREE.WebGLRenderer({ antialias: true });
renderer.shadowMap.enabled = true;
document.body.append(renderer.domElement);

const scene = new THREE.Scene();
scene.background = new THREE.Color(SKY);
scene.fog = new THREE.Fog(SKY, 70, 130);

const camera = new THREE.PerspectiveCamera(38, 1, 0.1, 200);
camera.position.set(42, 30, 46);
const controls = new OrbitControls(camera, renderer.domElement);
controls.target.set(0, 2, 0);
controls.enableDamping = true;
controls.autoRotate = !calm;
controls.autoRotateSpeed = 0.6;
controls.minDistance = 25;
controls.maxDistance = 90;
controls.maxPolarAngle = 1.45;

const sun = new THREE.DirectionalLight('#fff1d6', 3);
sun.position.set(30, 34, 12);
sun.castShadow = true;
sun.shadow.mapSize.set(2048, 2048);
Object.assign(sun.shadow.camera, { left: -32, right: 32, top: 32, bottom: -32 });
scene.add(sun, new THREE.HemisphereLight('#ffe8d8', '#6c7a8a', 1.6));

/** How high the ground is: ridges that cross, great and small, sinking towards the shore. */
function heightAt(x: number, z: number): number {
  const shore = Math.hypot(x, z) / (SIZE * 0.42);
  let height = 1.2 - shore ** 3 * 5.5;
  for (const [size, high, turn] of [[10, 13, 0.5], [5, 4, 1.4], [2.6, 1.2, 2.5]]) {
    const along = Math.sin((x * Math.cos(turn) + z * Math.sin(turn)) / size + turn);
    const across = Math.sin((z * Math.cos(turn) - x * Math.sin(turn)) / size);
    height += (1 - Math.abs(along)) * (1 - Math.abs(across)) * high;
  }
  return height;
}

function createGround(): THREE.Mesh {
  const geometry = new THREE.PlaneGeometry(SIZE, SIZE, 70, 70).rotateX(-Math.PI / 2);
  const places = geometry.getAttribute('position');
  for (let index = 0; index < places.count; index++) {
    const wobble = Math.sin(index * 12.9) * 0.25;
    places.setY(index, heightAt(places.getX(index), places.getZ(index)) + wobble);
  }
  const flat = geometry.toNonIndexed();
  const corners = flat.getAttribute('position');
  const colours: number[] = [];
  for (let index = 0; index < corners.count; index += 3) {
    const height = (corners.getY(index) + corners.getY(index + 1) + corners.getY(index + 2)) / 3;
    const colour = new THREE.Color(height > 9 ? '#f7f2ea' : height > 5.5 ? '#9b8f83' : height > 0.9 ? '#8fa564' : '#ecd3a0');
    for (let corner = 0; corner < 3; corner++) colours.push(colour.r, colour.g, colour.b);
  }
  flat.setAttribute('color', new THREE.Float32BufferAttribute(colours, 3));
  flat.computeVertexNormals();
  const ground = new THREE.Mesh(flat, new THREE.MeshStandardMaterial({ vertexColors: true, flatShading: true }));
  ground.castShadow = ground.receiveShadow = true;
  return ground;
}

function createTrees(): THREE.InstancedMesh {
  const cone = new THREE.ConeGeometry(0.55, 1.9, 6).translate(0, 0.95, 0);
  const trees = new THREE.InstancedMesh(cone, new THREE.MeshStandardMaterial({ flatShading: true }), TREES);
  trees.castShadow = true;
  const place = new THREE.Object3D();
  for (let planted = 0, tries = 0; planted < TREES && tries < 9000; tries++) {
    const [x, z] = [(Math.random() - 0.5) * SIZE * 0.8, (Math.random() - 0.5) * SIZE * 0.8];
    const height = heightAt(x, z);
    if (height < 1.2 || height > 5) continue;
    place.position.set(x, height - 0.1, z);
    place.rotation.y = Math.random() * 6;
    place.scale.setScalar(0.6 + Math.random() * 0.8);
    place.updateMatrix();
    trees.setMatrixAt(planted, place.matrix);
    trees.setColorAt(planted, new THREE.Color().setHSL(0.27 + Math.random() * 0.06, 0.3, 0.24 + Math.random() * 0.12));
    planted += 1;
  }
  return trees;
}

const sea = new THREE.Mesh(
  new THREE.CircleGeometry(140, 48).rotateX(-Math.PI / 2),
  new THREE.MeshStandardMaterial({ color: '#6fb0b5', transparent: true, opacity: 0.92, roughness: 0.3 }),
);
sea.receiveShadow = true;
scene.add(createGround(), createTrees(), sea);

function resize(): void {
  camera.aspect = innerWidth / innerHeight;
  // A narrow window steps back.
  camera.fov = camera.aspect < 1 ? 72 : 36;
  camera.updateProjectionMatrix();
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
  renderer.setSize(innerWidth, innerHeight);
}
addEventListener('resize', resize);
resize();

renderer.setAnimationLoop((now) => {
  sea.position.y = calm ? 0 : Math.sin(now / 1400) * 0.12;
  controls.update();
  renderer.render(scene, camera);
});
