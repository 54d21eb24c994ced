"""A build: the site as it is, where nothing has changed since the last one; else the story anew.

What is needed for nothing but the story is loaded only where there is one to tell (story.py).
"""

import time
from pathlib import Path

from muniment.loading import load
from muniment.model import changed
from muniment.outcome import Outcome, Progress, Tell, peak_memory
from muniment.problems import Forgotten
from muniment.publish.transaction import open_site
from muniment.request import Offer, Request, refuse_what_cannot_be
from muniment.unchanged import Glance, keep_site, recall_site
from muniment.work import Memory, workshop_at


def build(
    archive: Path,
    *,
    site: Path | None = None,
    cache: Path | None = None,
    jobs: int = 1,
    fresh: bool = False,
    strict: bool = False,
    on: str = "",
    cluster: str = "",
    pages_only: bool = False,
    memory: Memory | None = None,
    touched: frozenset[str] | None = None,
    offer: Offer | None = None,
    tell: Tell = lambda line: None,
    progress: Progress = lambda stage, done, total: None,
) -> Outcome:
    """Build the archive's site, by default in its `site/`, with its memory in `.cache/`.

    The work is done by `jobs` processes, or by those of the cluster whose dask.distributed scheduler
    has the address `cluster`. `on` is the day, YYYY-MM-DD, that embargoes are judged on; without one they
    all hold. `memory` is what one process keeps from build to build. For whoever waits for `pages_only`, and
    builds the whole at once, search, tables and feeds stay as the last build made them, if one did and none of
    the reports in them is gone or withheld since, and the site folder is taken for what this process left there;
    so are seeds other than those `touched` since then, which are paths in the archive; None is any. Whoever
    signs the build is made an `offer` of what to sign.
    Raises ArchiveError with every problem when nothing can be published; what is wrong with one report
    refuses that report alone, and is told in the outcome.
    """
    archive = archive.resolve()
    site, cache = site or archive / "site", cache.resolve() if cache else archive / ".cache"
    request = Request(archive, site, cache, jobs, strict, on, cluster, pages_only, memory, touched, offer)
    refuse_what_cannot_be(request)
    try:
        return _build(request, fresh, tell, progress)
    except Forgotten:
        tell("what was remembered of earlier builds is damaged; building anew")
        return _build(request, True, tell, progress)


def _build(request: Request, fresh: bool, tell: Tell, progress: Progress) -> Outcome:
    began, archive, cache = time.perf_counter(), request.archive, request.cache
    shop = workshop_at(cache / "store.sqlite", request.jobs, fresh, request.memory, request.cluster, archive)
    with open_site(request.site, cache, tell=tell) as folder, shop as workshop:
        recall_site(folder, workshop, request.pages_only)
        glance = Glance(archive, folder, workshop, (request.on, str(request.strict)))
        if not (request.pages_only or request.offer) and (last := glance.last_outcome()):
            return changed(last, seconds=time.perf_counter() - began, memory=peak_memory())
        workshop.hold(folder, glance, workshop.hashes)
        seeds = None if request.pages_only else glance.seeds
        outcome: Outcome = load("story").make_site(request, began, folder, workshop, progress, seeds)
        keep_site(folder, workshop)
        if not request.pages_only:
            glance.keep(outcome)
            workshop.write_down()
    return outcome
