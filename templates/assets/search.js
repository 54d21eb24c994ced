/* The search page: what is typed and ticked, the results, and the address that keeps both.
 *
 * It fills form#search (input#q, select#sort), div#filters, p#count, ol#results and button#more.
 * Everything shown comes from reports, which are not trusted: it goes in as text, never as HTML.
 */
(function () {
  'use strict';

  var STEP = 10; // results shown at a time
  var PAUSE = 120; // milliseconds after a key, before the search begins
  var FEW = 8; // values of a filter shown before "more"
  var MANY = 40; // values that "more" adds
  var LONGEST = 60; // words of a sentence, past which it is cut
  var AROUND = 20; // words kept on each side of the first mark then

  /* A report has one year and one language, so two ticked mean either; it names many people, so
     two ticked mean both. */
  var FILTERS = [
    { key: 'source', label: 'Source', all: false },
    { key: 'person', label: 'Person', all: true },
    { key: 'organization', label: 'Organisation', all: true },
    { key: 'place', label: 'Place', all: true },
    { key: 'year', label: 'Year', all: false, order: newestFirst },
    { key: 'language', label: 'Language', all: false, word: languageName },
    { key: 'status', label: 'Status', all: false }
  ];

  var form = document.getElementById('search');
  var box = document.getElementById('q');
  var order = document.getElementById('sort');
  var filters = document.getElementById('filters');
  var count = document.getElementById('count');
  var results = document.getElementById('results');
  var more = document.getElementById('more');
  if (!form || !window.MunimentSearch) { return; }

  var root = new URL('../', document.currentScript.src).href;
  var page = document.documentElement.lang || 'en';
  var chosen = {}; // filter to the values that are ticked
  var unfolded = {}; // filter to how many values are shown
  var shown = STEP;
  var matches = []; // what was found and passes the filters, in order
  var latest = 0; // number of the newest search: an older one that ends later is dropped
  var waiting = 0;
  var isTyping = false; // whether the newest entry of the browser's history is what is being typed

  /* The address. */

  function readAddress() {
    var query = new URLSearchParams(location.search);
    box.value = query.get('q') || '';
    order.value = query.get('sort') || 'relevance';
    if (order.selectedIndex < 0) { order.value = 'relevance'; }
    shown = Math.max(STEP, Math.min(1000, parseInt(query.get('show'), 10) || STEP));
    chosen = {};
    FILTERS.forEach(function (filter) { chosen[filter.key] = query.getAll(filter.key); });
  }

  function writeAddress(isNew) {
    var query = new URLSearchParams();
    if (box.value.trim()) { query.set('q', box.value); }
    if (order.value !== 'relevance') { query.set('sort', order.value); }
    FILTERS.forEach(function (filter) {
      chosen[filter.key].forEach(function (value) { query.append(filter.key, value); });
    });
    if (shown > STEP) { query.set('show', shown); }
    var address = location.pathname + (query.toString() ? '?' + query : '');
    if (address === location.pathname + location.search) { return; }
    try {
      history[isNew ? 'pushState' : 'replaceState'](null, '', address);
    } catch (error) {
      isTyping = false; // a browser that allows no address from a disk still searches
    }
  }

  /* Searching. */

  function search() {
    var mine = latest += 1;
    var text = box.value;
    var slow = setTimeout(function () { say('Searching…'); }, 300);
    return MunimentSearch.open().then(function (parts) {
      return MunimentSearch.find(text).then(function (found) {
        if (mine !== latest) { return undefined; }
        var counts = narrow(found, parts);
        matches.sort(comparison());
        showFilters(counts);
        return showResults(mine, 0).then(function () { if (mine === latest) { sayCount(found.length, parts); } });
      });
    }).catch(function (error) {
      if (mine === latest) { fail(error); }
    }).then(function () { clearTimeout(slow); });
  }

  /** Keeps the matches that pass every filter, and counts for each filter what its values would
      give: with all filters on, or, where values are alternatives, all but its own. */
  function narrow(found, parts) {
    var counts = {};
    var tests = parts.map(function (part) { return FILTERS.map(function (filter) { return testOf(part, filter); }); });
    FILTERS.forEach(function (filter) { counts[filter.key] = new Map(); });
    matches = found.filter(function (each) {
      var own = tests[parts.indexOf(each.part)];
      var failed = own.filter(function (test) { return !test.passes(each.report); });
      if (failed.length === 0) {
        own.forEach(function (test) { test.count(each.report, counts); });
      } else if (failed.length === 1 && !failed[0].filter.all) {
        failed[0].count(each.report, counts);
      }
      return failed.length === 0;
    });
    return counts;
  }

  function testOf(part, filter) {
    var table = part.filters[filter.key] || { values: [], of: [] };
    var wanted = chosen[filter.key].map(function (value) { return table.values.indexOf(value); });
    return {
      filter: filter,
      passes: function (report) {
        if (!wanted.length) { return true; }
        var has = table.of[report] || [];
        var is = function (value) { return has.indexOf(value) >= 0; };
        return filter.all ? wanted.every(is) : wanted.some(is);
      },
      count: function (report, counts) {
        (table.of[report] || []).forEach(function (number) {
          var value = table.values[number];
          counts[filter.key].set(value, (counts[filter.key].get(value) || 0) + 1);
        });
      }
    };
  }

  /** Dates are ISO 8601, so they compare as text; a report without one comes last either way. */
  function comparison() {
    var direction = order.value === 'oldest' ? 1 : -1;
    var byScore = order.value === 'relevance' && /\S/.test(box.value);
    return function (one, other) {
      if (byScore && one.score !== other.score) { return other.score - one.score; }
      var date = one.part.dates[one.report];
      var otherDate = other.part.dates[other.report];
      if (date !== otherDate) {
        if (!date || !otherDate) { return date ? -1 : 1; }
        return date < otherDate ? -direction : direction;
      }
      return direction * (one.report - other.report);
    };
  }

  /* Results. */

  function showResults(mine, from) {
    return Promise.all(matches.slice(from, shown).map(function (each) {
      return MunimentSearch.text(each).then(function (record) { return hit(record, each.words); });
    })).then(function (items) {
      if (mine !== latest) { return undefined; }
      if (from === 0) { results.textContent = ''; }
      items.forEach(function (item) { results.appendChild(item); });
      more.hidden = matches.length <= shown;
      return items[0];
    });
  }

  function hit(record, words) {
    var item = make('li', 'hit');
    var link = make('a', '', record.title || record.address);
    var about = make('p', 'small', '');
    link.href = root + record.address;
    if (record.date) {
      var time = make('time', '', dateWords(record.date));
      time.dateTime = record.date;
      about.append(time);
    } else {
      about.append('date unknown');
    }
    if (record.source) { about.append(' · ', record.source); }
    var spelling = words.length ? '' : spellingOf(record.names);
    if (spelling) { about.append(' · also spelt ', make('q', '', spelling)); }
    var title = make('h2', '');
    title.dir = 'auto';
    title.append(link);
    item.append(title, about);
    if (record.paragraphs.length) { item.append(excerpt(record, words)); }
    return item;
  }

  /** Which other spelling of a name in the report was typed. */
  function spellingOf(names) {
    var typed = MunimentSearch.fold(box.value).split(/[^\p{L}\p{N}]+/u).filter(function (word) { return word.length > 1; });
    return names.find(function (name) {
      var folded = MunimentSearch.fold(name);
      return typed.some(function (word) { return folded.includes(word); });
    }) || '';
  }

  /** The sentence with the most of the words found, each marked, and a link to its paragraph. */
  function excerpt(record, words) {
    var spot = bestSpot(record.paragraphs, words);
    var tokens = tokensOf(record.paragraphs[spot.paragraph]);
    var range = sentenceAround(tokens, spot.word, record.language);
    var line = make('p', 'e', '');
    if (record.language) { line.lang = record.language; }
    line.dir = 'auto';
    if (range.isCut && range.from > 0) { line.append('… '); }
    tokens.slice(range.from, range.to).forEach(function (token, number) {
      var isMarked = spot.words.has(range.from + number);
      line.append(isMarked ? make('mark', '', token.text) : token.text, token.space);
    });
    if (range.isCut && range.to < tokens.length) { line.append('… '); }
    var link = make('a', 'small', 'p' + (spot.paragraph + 1));
    link.href = root + record.address + '#p' + (spot.paragraph + 1);
    link.setAttribute('aria-label', 'paragraph ' + (spot.paragraph + 1));
    line.append(' ', link);
    return line;
  }

  /** Words are numbered through the whole text; the densest few lines of them are the best. */
  function bestSpot(paragraphs, words) {
    var places = Array.from(new Set(words)).sort(function (one, other) { return one - other; });
    var best = { paragraph: firstFull(paragraphs), word: 0, words: new Set(), size: 0 };
    var start = 0;
    paragraphs.forEach(function (paragraph, number) {
      var length = paragraph ? paragraph.split(/[ \u200b]/).length : 0;
      var inside = places.filter(function (place) { return place >= start && place < start + length; });
      for (var first = 0, last = 0; first < inside.length; first += 1) {
        while (last < inside.length && inside[last] - inside[first] < AROUND) { last += 1; }
        if (last - first > best.size) {
          best = { paragraph: number, word: inside[first] - start, words: relative(inside, start), size: last - first };
        }
      }
      start += length;
    });
    return best;
  }

  function relative(places, start) {
    return new Set(places.map(function (place) { return place - start; }));
  }

  function firstFull(paragraphs) {
    return Math.max(0, paragraphs.findIndex(Boolean));
  }

  /** U+200B parts words where the text has no space. */
  function tokensOf(paragraph) {
    return paragraph.split(/(?<=[ \u200b])/).map(function (piece) {
      var text = piece.replace(/[ \u200b]$/, '');
      return { text: text, space: piece.endsWith(' ') ? ' ' : '' };
    });
  }

  function sentenceAround(tokens, word, language) {
    var ends = sentenceEnds(tokens, language);
    var from = 0;
    var to = tokens.length;
    ends.forEach(function (end) {
      if (end <= word) { from = end; }
      if (end > word && end < to) { to = end; }
    });
    if (to - from <= LONGEST) { return { from: from, to: to, isCut: false }; }
    var low = Math.max(from, word - AROUND);
    return { from: low, to: Math.min(to, low + 2 * AROUND), isCut: true };
  }

  /** The numbers of the words that begin a new sentence. */
  function sentenceEnds(tokens, language) {
    if (!window.Intl || !Intl.Segmenter || tokens.length > 20000) { return []; }
    var text = tokens.map(function (token) { return token.text + token.space; }).join('');
    var starts = new Set();
    try {
      var segmenter = new Intl.Segmenter(language || page, { granularity: 'sentence' });
      Array.from(segmenter.segment(text)).forEach(function (segment) { starts.add(segment.index); });
    } catch (error) {
      return []; // a language tag that is none
    }
    var place = 0;
    return tokens.reduce(function (ends, token, number) {
      if (number && starts.has(place)) { ends.push(number); }
      place += token.text.length + token.space.length;
      return ends;
    }, []);
  }

  /* Filters. */

  function showFilters(counts) {
    var focused = document.activeElement && filters.contains(document.activeElement) ? document.activeElement : null;
    var again = focused && { name: focused.name, value: focused.value };
    filters.textContent = '';
    FILTERS.forEach(function (filter) {
      var values = valuesOf(filter, counts[filter.key]);
      if (values.length) { filters.append(fieldset(filter, values)); }
    });
    if (again) { refocus(again); }
  }

  function valuesOf(filter, counted) {
    chosen[filter.key].forEach(function (value) { if (!counted.has(value)) { counted.set(value, 0); } });
    return Array.from(counted).sort(function (one, other) {
      return filter.order ? filter.order(one[0], other[0]) : other[1] - one[1] || (one[0] < other[0] ? -1 : 1);
    });
  }

  function newestFirst(one, other) { return one < other ? 1 : -1; }

  function fieldset(filter, values) {
    var group = document.createElement('fieldset');
    var most = unfolded[filter.key] || FEW;
    var ticked = chosen[filter.key];
    group.append(make('legend', '', filter.label));
    values.forEach(function (pair, place) {
      if (place < most || ticked.indexOf(pair[0]) >= 0) { group.append(choice(filter, pair[0], pair[1])); }
    });
    if (ticked.length > 1) { group.append(make('p', 'small', filter.all ? 'all of these' : 'any of these')); }
    if (values.length > most) {
      var button = make('button', '', (values.length - most).toLocaleString(page) + ' more');
      button.type = 'button';
      button.name = filter.key;
      button.value = '';
      button.setAttribute('aria-label', 'Show more of ' + filter.label.toLowerCase());
      group.append(button);
    }
    return group;
  }

  function choice(filter, value, number) {
    var label = document.createElement('label');
    var tick = document.createElement('input');
    tick.type = 'checkbox';
    tick.name = filter.key;
    tick.value = value;
    tick.checked = chosen[filter.key].indexOf(value) >= 0;
    var word = make('span', '', filter.word ? filter.word(value) : value);
    word.dir = 'auto';
    label.append(tick, word, make('span', 'num', number.toLocaleString(page)));
    return label;
  }

  function refocus(again) {
    Array.from(filters.querySelectorAll('input, button')).some(function (each) {
      if (each.name !== again.name || each.value !== again.value) { return false; }
      each.focus({ preventScroll: true });
      return true;
    });
  }

  /* Words. */

  function say(words) { count.textContent = words; }

  function sayCount(found, parts) {
    var all = parts.reduce(function (sum, part) { return sum + part.dates.length; }, 0);
    var typed = box.value.trim();
    var narrowed = matches.length < found ? number(matches.length) + ' of ' : '';
    if (!all) { return say('This archive has no reports yet.'); }
    if (!found) { return say('No report has “' + typed + '”.'); }
    if (!matches.length) { return say('None of the ' + reports(found) + ' passes all filters.'); }
    return say(narrowed + reports(found) + (typed ? ' with “' + typed + '”' : ''));
  }

  function reports(many) { return number(many) + (many === 1 ? ' report' : ' reports'); }

  function number(many) { return many.toLocaleString(page); }

  function fail(error) {
    matches = [];
    results.textContent = '';
    more.hidden = true;
    say('The search does not work here: ' + error.message + '. Reload the page, or use the lists of reports.');
  }

  function languageName(tag) {
    if (tag === 'unknown') { return 'not known'; }
    try {
      return new Intl.DisplayNames([page], { type: 'language' }).of(tag) || tag;
    } catch (error) {
      return tag;
    }
  }

  function dateWords(date) {
    var parts = date.split('-').map(Number);
    var style = [{ year: 'numeric' }, { year: 'numeric', month: 'short' }, { year: 'numeric', month: 'short', day: 'numeric' }];
    var day = new Date(Date.UTC(parts[0], (parts[1] || 1) - 1, parts[2] || 1));
    if (isNaN(day)) { return date; }
    return day.toLocaleDateString(page, Object.assign({ timeZone: 'UTC' }, style[parts.length - 1]));
  }

  function make(kind, name, text) {
    var element = document.createElement(kind);
    if (name) { element.className = name; }
    if (text !== undefined) { element.textContent = text; }
    return element;
  }

  /* What a reader does. */

  function change(isNew) {
    shown = STEP;
    writeAddress(isNew);
    return search();
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    clearTimeout(waiting);
    change(!isTyping);
    isTyping = false;
  });

  box.addEventListener('input', function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      change(!isTyping);
      isTyping = true;
    }, PAUSE);
  });

  order.addEventListener('change', function () {
    isTyping = false;
    change(true);
  });

  filters.addEventListener('change', function (event) {
    var tick = event.target;
    chosen[tick.name] = chosen[tick.name].filter(function (value) { return value !== tick.value; });
    if (tick.checked) { chosen[tick.name].push(tick.value); }
    isTyping = false;
    change(true);
  });

  filters.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) { return; }
    unfolded[button.name] = (unfolded[button.name] || FEW) + MANY;
    search();
  });

  more.addEventListener('click', function () {
    var from = shown;
    shown += STEP;
    writeAddress(false);
    showResults(latest, from).then(function (first) {
      if (first) { first.querySelector('a').focus(); }
    }).catch(fail);
  });

  /** Down and up walk from the box through the results; Tab goes everywhere as always. */
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' || event.altKey || event.ctrlKey || event.metaKey) { return; }
    var stops = [box].concat(Array.from(results.querySelectorAll('h2 a')));
    var place = stops.indexOf(document.activeElement);
    var next = stops[place + (event.key === 'ArrowDown' ? 1 : -1)];
    if (place < 0 || !next) { return; }
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
