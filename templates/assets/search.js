/* The search page: what is typed and ticked, the results, and the address that keeps both.
 *
 * It fills form#search (input#q, select#sort), div#filters, p#count, ol#results and button#more.
 * Everything shown comes from reports, which are not trusted: it goes in as text, never as HTML.
 */
(function () {
  'use strict';

  var STEP = 10; // results shown at a time
  var PAUSE = 120; // milliseconds after a key, before the search begins
  var PATIENCE = 300; // milliseconds before a search says that it is at work

  var form = document.getElementById('search');
  var box = document.getElementById('q');
  var order = document.getElementById('sort');
  var filters = document.getElementById('filters');
  var count = document.getElementById('count');
  var results = document.getElementById('results');
  var more = document.getElementById('more');

  var MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  var page = document.documentElement.lang || 'en';
  var chosen = {}; // filter to the values that are ticked
  var shown = STEP;
  var matches = []; // what was found and passes the filters, in order
  var latest = 0; // number of the newest search: an older one that ends later is dropped
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

  function search() {
    var mine = latest += 1;
    var slow = setTimeout(function () { if (mine === latest) { count.textContent = 'Searching…'; } }, PATIENCE);
    return Promise.all([MunimentSearch.open(), MunimentSearch.find(box.value)]).then(function (both) {
      if (mine !== latest) { return undefined; }
      var narrowed = MunimentFilters.narrow(both[1], both[0], chosen);
      matches = narrowed.matches.sort(comparison());
      MunimentFilters.show(filters, narrowed.counts, chosen);
      return showResults(mine, 0).then(function () { if (mine === latest) { sayCount(both[1].length, both[0]); } });
    }).catch(function (error) {
      if (mine === latest) { fail(error); }
    }).then(function () { clearTimeout(slow); });
  }

  /** Dates are ISO 8601, so they compare as text. A report without one comes last either way. */
  function comparison() {
    var direction = order.value === 'oldest' ? 1 : -1;
    var isByScore = order.selectedIndex === 0;
    return function (one, other) {
      var date = one.part.dates[one.report];
      var otherDate = other.part.dates[other.report];
      if (isByScore && one.score !== other.score) { return other.score - one.score; }
      if (date !== otherDate && !(date && otherDate)) { return date ? -1 : 1; }
      if (date !== otherDate) { return date < otherDate ? -direction : direction; }
      return direction * (one.part.number - other.part.number || one.report - other.report);
    };
  }

  /* Results. */

  function showResults(mine, from) {
    return Promise.all(matches.slice(from, shown).map(function (each) {
      return MunimentSearch.read(each).then(function (record) { return hit(record, each.words); });
    })).then(function (items) {
      if (mine !== latest) { return undefined; }
      if (from === 0) { results.textContent = ''; }
      items.forEach(function (item) { results.append(item); });
      more.hidden = matches.length <= shown;
      return items[0];
    });
  }

  function hit(record, words) {
    var item = make('li', 'hit');
    var title = make('h2');
    var link = make('a', '', record.title || record.address);
    link.href = record.address;
    title.dir = 'auto';
    title.append(link);
    item.append(title, about(record, words));
    var passage = MunimentPassages.passageOf(record.paragraphs, words, record.language);
    if (passage) { item.append(quotation(record, passage)); }
    return item;
  }

  function about(record, words) {
    var line = make('p', 'small');
    var time = make('time', '', dateWords(record.date));
    var spelling = words.length ? '' : MunimentPassages.spellingOf(record.names, box.value);
    if (record.date) { time.dateTime = record.date; }
    line.append(record.date ? time : make('span', 'unknown', 'date unknown'));
    if (record.date && record.dateStatus === 'suggested') { line.append(' ', status('suggested')); }
    line.append(' · ');
    if (record.source) { line.append(isolated(record.source), ' ', status(record.sourceStatus));
    } else { line.append(make('span', 'unknown', 'publisher unknown')); }
    if (record.titleStatus === 'suggested') { line.append(' · no title, first words ', status('suggested')); }
    if (spelling) { line.append(' · here also: ', isolated(spelling)); }
    return line;
  }

  function quotation(record, passage) {
    var line = make('p', 'e');
    var number = passage.paragraph + 1;
    var link = make('a', 'small', 'p' + number);
    if (record.language) { line.lang = record.language; }
    line.dir = 'auto';
    line.append(passage.isCutBefore ? '… ' : '');
    passage.tokens.forEach(function (token) {
      var word = /^(\p{P}*)(.*?)(\p{P}*)$/su.exec(token.text);
      line.append(word[1], token.isFound && word[2] ? make('mark', '', word[2]) : word[2], word[3], token.space);
    });
    link.href = record.address + '#p' + number;
    link.setAttribute('aria-label', 'p' + number + ' of ' + (record.title || record.address));
    line.append(passage.isCutAfter ? '… ' : ' ', link);
    return line;
  }

  /* Words. */

  function sayCount(found, parts) {
    var all = parts.reduce(function (sum, part) { return sum + part.dates.length; }, 0);
    var typed = box.value.trim();
    var words = typed ? ' with “' + typed + '”' : '';
    if (!all) { count.textContent = 'This archive has no reports yet.';
    } else if (!found) { count.textContent = 'No report' + words + '.';
    } else if (matches.length < found) { count.textContent = number(matches.length) + ' of ' + reports(found) + words;
    } else { count.textContent = reports(found) + words; }
  }

  function fail(error) {
    matches = [];
    results.textContent = '';
    more.hidden = true;
    count.textContent = 'The search failed: ' + error.message + '. Reload the page to try again, or use the lists of reports.';
  }

  function reports(many) { return number(many) + (many === 1 ? ' report' : ' reports'); }

  function number(many) { return many.toLocaleString(page); }

  /** 2022-09-18 is "18 Sep 2022", as on every other page; browsers disagree on short months. */
  function dateWords(date) {
    var parts = date.split('-').map(Number);
    var month = parts.length > 1 ? MONTHS[parts[1] - 1] : '';
    if (parts.length > 3 || month === undefined || parts.some(isNaN)) { return date; }
    return [parts[2], month, date.slice(0, 4)].filter(Boolean).join('\u00a0');
  }

  /** How a value is known, as everywhere: stated, suggested, reviewed or verified. */
  function status(word) { return make('span', 'status ' + word, word); }

  function isolated(text) { return make('bdi', '', text); }

  function make(kind, name, text) {
    var element = document.createElement(kind);
    if (name) { element.className = name; }
    if (text) { element.textContent = text; }
    return element;
  }

  /* What a reader does. */

  function change(isNew) {
    clearTimeout(waiting);
    shown = STEP;
    writeAddress(isNew);
    return search();
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
    search();
  });

  more.addEventListener('click', function () {
    var from = shown;
    shown += STEP;
    writeAddress(false);
    showResults(latest, from).then(function (first) { if (first) { first.querySelector('a').focus(); } }).catch(fail);
  });

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
  search().then(MunimentSearch.warm);
})();
