"""Every drawing that a page may ask for, in one place.

Each gives HTML that is already escaped, and needs a stylesheet for its colours. The rules are those
of templates/style/80-charts.css: certainty is shape, a scale begins at zero or says so, and every
drawing tells its whole finding in words as well.
"""

from muniment.render.chart_map import place_map
from muniment.render.chart_strip import NAMED, PUBLISHED, TOLD, Band, Half, span_strip
from muniment.render.chart_tellings import Telling, telling_strip

__all__ = ["NAMED", "PUBLISHED", "TOLD", "Band", "Half", "Telling", "place_map", "span_strip", "telling_strip"]
