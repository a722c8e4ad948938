import { startFlint } from '../fixtures/flint-server.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import { freePort } from '../services/free-port.ts';
import { startPythonIndex } from '../services/python-index.ts';

const started = { timeout: 60_000 };
test.describe.configure({ timeout: 120_000 });

/** As much of matplotlib as shows a figure by the backend that the settings name; the real one is 10 MB. */
const plots = {
  'matplotlib/__init__.py': '',
  'matplotlib/_pylab_helpers.py': `class Gcf:
    figs = []
    @classmethod
    def get_all_fig_managers(cls):
        return list(cls.figs)
    @classmethod
    def destroy_all(cls):
        cls.figs.clear()
`,
  'matplotlib/backend_bases.py': `class FigureManagerBase:
    def __init__(self, canvas):
        self.canvas = canvas
`,
  'matplotlib/backends/__init__.py': '',
  'matplotlib/backends/backend_agg.py': `class FigureCanvasAgg:
    def __init__(self, figure):
        self.figure = figure
`,
  'matplotlib/pyplot.py': `import importlib, os, struct, zlib
from ._pylab_helpers import Gcf
backend = importlib.import_module(os.environ['MPLBACKEND'].removeprefix('module://'))

class Figure:
    def savefig(self, file, **options):
        part = lambda kind, body: struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
        rows = (b'\\x00' + b'\\xff\\x80\\x40' * 40) * 20
        file.write(b'\\x89PNG\\r\\n\\x1a\\n' + part(b'IHDR', struct.pack('>IIBBBBB', 40, 20, 8, 2, 0, 0, 0)))
        file.write(part(b'IDAT', zlib.compress(rows)) + part(b'IEND', b''))

def plot(*_values):
    Gcf.figs.append(backend.FigureCanvas.manager_class(backend.FigureCanvas(Figure())))

def show():
    backend.show()
`,
};

test('packages come from the index that the settings name, and figures are shown', async ({ browser }) => {
  const index = await startPythonIndex({
    tinybase: { files: { 'tinybase.py': 'BASE = 40\n' } },
    tinymath: {
      files: { 'tinymath/__init__.py': 'from tinybase import BASE\n\ndef add(number):\n    return BASE + number\n' },
      depends: ['tinybase'],
    },
    matplotlib: { files: plots },
    lost: { files: {}, isLost: true },
  });
  const flint = await startFlint({ models: { kind: 'demo' }, environment: { FLINT_PYTHON_INDEX: index.url } });
  try {
    const page = await (await browser.newContext()).newPage();
    const program = `import matplotlib.pyplot as plt
import tinymath
try:
    import lost
except ImportError:
    print("without it")
print("sum", tinymath.add(2))
plt.plot([1, 2, 3])
plt.show()
import lost
`;
    const { sessionId } = await createSession(flint.url, { 'main.py': program });
    await page.goto(`${flint.url}/s/${sessionId}`);
    const preview = page.frameLocator('iframe[title="Preview"]');
    const output = preview.getByRole('log', { name: 'Output of the program' });
    await expect(output).toContainText('sum 42', started);
    await expect(output).toContainText('without it');
    const figure = output.getByRole('img', { name: 'Figure' });
    await expect.poll(() => figure.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
    await expect(output).toContainText(
      `lost is not part of Python's standard library, and could not be loaded from the package index at ${new URL(index.url).host}`,
    );
    expect(index.asked).toContain('/tinybase-1.0-py3-none-any.whl');
  } finally {
    await flint.stop();
    await index.close();
  }
});

const settings = [
  { name: 'out of reach', setting: null, told: 'could not be loaded from the package index at 127.0.0.1' },
  { name: 'turned off', setting: 'off', told: 'this Flint is set up to load no packages' },
];

for (const { name, setting, told } of settings) {
  test(`an index that is ${name} is told with the name of the package, and what needs none runs`, async ({
    browser,
  }) => {
    const index = setting ?? `http://127.0.0.1:${await freePort()}/`;
    const flint = await startFlint({ models: { kind: 'demo' }, environment: { FLINT_PYTHON_INDEX: index } });
    try {
      const page = await (await browser.newContext()).newPage();
      const { sessionId } = await createSession(flint.url, { 'main.py': 'print("here")\nimport numpy as np\n' });
      await page.goto(`${flint.url}/s/${sessionId}`);
      const output = page.frameLocator('iframe[title="Preview"]').getByRole('log', { name: 'Output of the program' });
      await expect(output).toContainText('here', started);
      await expect(output).toContainText(`numpy is not part of Python's standard library, and ${told}`);
    } finally {
      await flint.stop();
    }
  });
}
