/* The search page: what is typed and ticked, the results, and the address that keeps both.
 *
 * It fills form#search (input#q, select#sort), div#filters, p#count, ol#results and button#more.
 */
(function () {
  'use strict';

  var STEP = 10; // results shown at a time
  var REPORTS = 14000; // of the archive that are asked at a time: some fifty parts
  var PAUSE = 120; // milliseconds after a key, before the search begins
  var HASTE = 150; // milliseconds that the others have, before what the first part answers is shown alone
  var PATIENCE = 300; // milliseconds before a search says that it is at work

  var form = document.getElementById('search');
  var box = document.getElementById('q');
  var order = document.getElementById('sort');
  var filters = document.getElementById('filters');
  var count = document.getElementById('count');
  var results = document.getElementById('results');
  var more = document.getElementById('more');

  var page = document.documentElement.lang || 'en';
  var chosen = {}; // filter to the values that are ticked
  var shown = STEP;
  var matches = []; // what was found, passes the filters and is listed, in order
  var passing = 0; // how many pass
  var all = 0; // reports of the archive
  var quest = null; // the newest search: what an older one finds is dropped
  var listed = { quest: null, matches: [] }; // what the list shows
  var writing = 0; // number of the newest change of the list
  var waiting = 0;
  var isTyping = false; // whether the newest entry of the browser's history is what is being typed

  /* The address. */

  function readAddress() {
    var query = new URLSearchParams(location.search);
    box.value = query.get('q') || '';
    order.value = query.get('sort') || '';
    if (order.selectedIndex < 0) { order.selectedIndex = 0; } // relevance
    shown = Math.max(STEP, Math.min(1000, parseInt(query.get('show'), 10) || STEP));
    MunimentFilters.LIST.forEach(function (filter) { chosen[filter.key] = query.getAll(filter.key); });
  }

  function writeAddress(isNew) {
    var query = new URLSearchParams();
    if (box.value.trim()) { query.set('q', box.value); }
    if (order.selectedIndex > 0) { query.set('sort', order.value); }
    MunimentFilters.LIST.forEach(function (filter) {
      chosen[filter.key].forEach(function (value) { query.append(filter.key, value); });
    });
    if (shown > STEP) { query.set('show', shown); }
    var search = query.toString() ? '?' + query : '';
    if (search === location.search) { return; }
    try {
      history[isNew ? 'pushState' : 'replaceState'](null, '', location.pathname + search);
    } catch (error) {
      isTyping = false; // a browser that keeps no history from a disk still searches
    }
  }

  /* Searching. */

  function isOldestFirst() { return order.value === 'oldest'; }

  function isByScore() { return order.selectedIndex === 0 && box.value.trim() !== ''; }

  /** Asks the parts at one end of time. In an order of time what the first answers is shown before the
      others are asked, which change nothing of what has a date; by relevance it is made ready, and shown
      when the others take long. */
  function search() {
    if (quest) { quest.stop(); }
    var mine = quest = MunimentSearch.begin(box.value, isOldestFirst());
    var slow = setTimeout(function () { if (mine === quest && listed.quest !== mine) { count.textContent = 'Searching…'; } }, PATIENCE);
    var first = mine.take(1).then(MunimentSearch.open).then(function (parts) {
      all = parts.reduce(function (sum, part) { return sum + part.reports; }, 0);
      return isByScore() ? showLater(mine) : show(mine);
    });
    return first.then(function () { return mine.take(REPORTS, true); }).then(function () {
      mine.isReady = true;
      return show(mine);
    }).catch(function (error) {
      if (mine === quest) { fail(error); }
    }).then(function () { clearTimeout(slow); });
  }

  /** Has the texts of what was found loaded before all that the other parts need. */
  function showLater(mine) {
    if (mine !== quest) { return; }
    sorted(mine).matches.slice(0, shown).forEach(function (each) { MunimentSearch.read(each).catch(function () {}); });
    setTimeout(function () { if (!mine.isReady) { Promise.resolve(show(mine)).catch(function () {}); } }, HASTE); // what is lost is said in the end
  }

  /** Whether the newest search has what is to be shown now, in whatever order and through whatever filter. */
  function isAnswered() {
    return quest && quest.text === box.value && (quest.isDone || quest.isOldestFirst === isOldestFirst());
  }

  /** Asks older parts (or later ones), for a reader who has come to the end. */
  function askFurther() {
    var mine = quest;
    if (mine.isAsking || mine.isDone || !mine.isReady) { return; }
    mine.isAsking = true;
    mine.take(REPORTS).then(function () {
      mine.isAsking = false;
      return show(mine);
    }).catch(function (error) {
      if (mine === quest) { fail(error); }
    });
  }

  function show(mine) {
    if (mine !== quest) { return undefined; }
    var narrowed = sorted(mine);
    passing = narrowed.matches.length;
    matches = mine.isReady || isByScore() ? narrowed.matches : narrowed.matches.filter(isDated);
    MunimentFilters.show(filters, narrowed.counts, chosen, mine.isDone ? '' : 'Counted so far: ' + asked(mine) + '.');
    return write();
  }

  /** The others come last: they wait for the answers of all parts that were asked. */
  function isDated(one) { return one.part.dates[one.report] !== ''; }

  function sorted(mine) {
    var narrowed = MunimentFilters.narrow(mine.found, mine.parts, chosen);
    narrowed.matches.sort(comparison());
    return narrowed;
  }

  /** Dates are ISO 8601, so they compare as text. A report without one comes last either way. By
      relevance, what was asked for later stands below what the reader has seen. */
  function comparison() {
    var direction = isOldestFirst() ? 1 : -1;
    var isScored = isByScore();
    return function (one, other) {
      var date = one.part.dates[one.report];
      var otherDate = other.part.dates[other.report];
      if (isScored && one.round !== other.round) { return one.round - other.round; }
      if (isScored && one.score !== other.score) { return other.score - one.score; }
      if (date !== otherDate && !(date && otherDate)) { return date ? -1 : 1; }
      if (date !== otherDate) { return date < otherDate ? -direction : direction; }
      return direction * (one.part.number - other.part.number || one.report - other.report);
    };
  }

  /* Results. */

  /** Writes the list of results, but leaves those alone that stand where they should. Gives the first
      item that is new. */
  function write() {
    var mine = writing += 1;
    var asker = quest;
    var wanted = matches.slice(0, shown);
    var same = listed.quest === asker && listed.matches.length <= wanted.length && listed.matches.every(function (one, place) {
      return one.part === wanted[place].part && one.report === wanted[place].report;
    });
    var from = same ? listed.matches.length : 0;
    return Promise.all(wanted.slice(from).map(function (each) {
      return MunimentSearch.read(each).then(function (record) { return MunimentResults.itemOf(record, each.words, box.value); });
    })).then(function (items) {
      if (mine !== writing || asker !== quest) { return undefined; }
      if (!same) { results.textContent = ''; }
      items.forEach(function (item) { results.append(item); });
      listed = { quest: asker, matches: wanted };
      more.hidden = matches.length <= shown && asker.isDone;
      more.textContent = matches.length > shown ? 'More results' : isOldestFirst() ? 'Search later reports' : 'Search older reports';
      sayCount(asker);
      watch();
      return items[0];
    });
  }

  /* Words. */

  function sayCount(mine) {
    var found = mine.found.length;
    var typed = box.value.trim();
    var words = typed ? wordsOf(mine, '“' + typed + '”') : '';
    var where = mine.isDone ? '' : ', in ' + asked(mine) + ' of ' + number(all);
    var soFar = mine.isDone ? '' : ' so far';
    if (!all) { count.textContent = 'This archive has no reports yet.';
    } else if (!typed && passing === found) { count.textContent = reports(all);
    } else if (!found) { count.textContent = 'No report' + soFar + words + where + '.';
    } else if (isBeginning(mine)) {
      count.textContent = 'No report' + soFar + ' with “' + typed + '”' + where + '; ' +
        (passing < found ? number(passing) + ' of ' : '') + reports(found) + ' with words that only begin like it';
    } else if (passing < found) { count.textContent = number(passing) + ' of ' + reports(found) + soFar + words + where;
    } else { count.textContent = reports(found) + soFar + words + where; }
  }

  /** Whether what was found has but the beginning of a word that was typed. */
  function isBeginning(mine) { return mine.found.some(function (one) { return one.match === 1; }); }

  /** What all that was found has: the words that were typed, or longer ones. */
  function wordsOf(mine, typed) {
    var longer = mine.found.filter(function (one) { return one.match === 2; }).length;
    if (!longer) { return ' with ' + typed; }
    return longer < mine.found.length ? ' with ' + typed + ' or words that begin so' : ' with words that begin with ' + typed;
  }

  function asked(mine) { return 'the ' + number(mine.reports) + (isOldestFirst() ? ' oldest' : ' newest'); }

  function fail(error) {
    matches = [];
    results.textContent = '';
    quest = null;
    listed = { quest: null, matches: [] };
    more.hidden = true;
    count.textContent = 'The search failed: ' + error.message + '. Reload the page to try again, or use the lists of reports.';
  }

  function reports(many) { return number(many) + (many === 1 ? ' report' : ' reports'); }

  function number(many) { return many.toLocaleString(page); }

  /* What a reader does. */

  function change(isNew) {
    clearTimeout(waiting);
    shown = STEP;
    writeAddress(isNew);
    return isAnswered() ? show(quest) : search();
  }

  function choose() {
    isTyping = false;
    change(true);
  }

  box.addEventListener('input', function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      change(!isTyping);
      isTyping = true;
    }, PAUSE);
  });

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    change(!isTyping);
    isTyping = false;
  });

  order.addEventListener('change', choose);

  filters.addEventListener('change', function (event) {
    var tick = event.target;
    chosen[tick.name] = chosen[tick.name].filter(function (value) { return value !== tick.value; });
    if (tick.checked) { chosen[tick.name].push(tick.value); }
    choose();
  });

  filters.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) { return; }
    MunimentFilters.unfold(button.name);
    if (quest) { show(quest); }
  });

  more.addEventListener('click', function () {
    if (matches.length <= shown) { askFurther(); return; }
    shown += STEP;
    writeAddress(false);
    write().then(function (first) { if (first) { first.querySelector('a').focus(); } }).catch(fail);
  });

  /** The end of the results, once a reader can see it: older reports are asked before the button is. */
  var end = new IntersectionObserver(function (seen) {
    if (seen[seen.length - 1].isIntersecting && quest && matches.length < shown + STEP) { askFurther(); }
  }, { rootMargin: '400px' });

  function watch() {
    end.unobserve(more);
    if (quest && listed.quest === quest && !quest.isDone) { end.observe(more); }
  }

  /** Down and up walk from the box through the results; Tab goes everywhere as always. */
  document.addEventListener('keydown', function (event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    var stops = [box].concat(Array.from(results.querySelectorAll('h2 a')));
    var place = stops.indexOf(document.activeElement);
    var next = place < 0 ? null : stops[place + step];
    if (!next) { return; }
    event.preventDefault();
    next.focus();
  });

  window.addEventListener('popstate', function () {
    isTyping = false;
    readAddress();
    search();
  });

  readAddress();
  search().then(function () { MunimentSearch.warm(REPORTS); });
})();
