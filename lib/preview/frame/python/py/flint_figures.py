"""A backend of matplotlib: a figure that is shown becomes a picture in the page."""

import io

import _flint_host as host
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from pyodide.ffi import to_js


class FigureManager(FigureManagerBase):
    """A figure; showing it draws it as it is now."""

    def show(self):
        picture = io.BytesIO()
        self.canvas.figure.savefig(picture, format='png', dpi=144, bbox_inches='tight')
        host.picture(to_js(picture.getvalue()))


class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager


def show(*_arguments, **_options):
    """plt.show(): every open figure is drawn, and then closed, as its window would be."""
    for manager in Gcf.get_all_fig_managers():
        manager.show()
    Gcf.destroy_all()
