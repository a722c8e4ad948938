import figures from './py/flint_figures.py';
import runner from './py/flint_runner.py';
import colors from './py/turtle/_colors.py';
import motion from './py/turtle/_motion.py';
import pen from './py/turtle/_pen.py';
import screen from './py/turtle/_screen.py';
import stage from './py/turtle/_stage.py';
import turtle from './py/turtle/_turtle.py';
import vec from './py/turtle/_vec.py';
import turtlePackage from './py/turtle/__init__.py';

/** Flint's own Python, by the paths where it lies in the interpreter. */
export const pythonFiles: Readonly<Record<string, string>> = {
  'flint_figures.py': figures,
  'flint_runner.py': runner,
  'turtle/__init__.py': turtlePackage,
  'turtle/_colors.py': colors,
  'turtle/_motion.py': motion,
  'turtle/_pen.py': pen,
  'turtle/_screen.py': screen,
  'turtle/_stage.py': stage,
  'turtle/_turtle.py': turtle,
  'turtle/_vec.py': vec,
};
