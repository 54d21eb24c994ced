"""Reports that are there and not published, of which what editors wrote elsewhere may name some."""

from muniment.model import Record
from muniment.nearest import Nearest
from muniment.problems import Place, Problem
from muniment.read.folder import shown

LEFT_OUT = "what is listed of it names somebody who is withheld: see what is said of content/entities"


class Held(Record, frozen=True):
    """The ids of all reports that are there, published or not; and whether there are more, of which nobody has read
    the ids: records under embargo."""

    ids: frozenset[str] = frozenset()
    is_more: bool = False

    def tell_unknown(self, report: str, place: Place, nearest: Nearest, problems: list[Problem]) -> None:
        """Tell that there is no report with this id, if there is none; `nearest` knows those that are published."""
        if report in self.ids:
            return
        hint = nearest.hint(report, "write the id of a report: its page's name without .html")
        if self.is_more:
            problems.append(Problem(place, f"no report '{shown(report)}' is published", hint, severity="warning"))
        else:
            problems.append(Problem(place, f"there is no report '{shown(report)}' here", hint))
