/* The filters of the search page: which reports pass them, and what each would leave.
 *
 * A part of the index has for each filter its values, and for each report the numbers of those it
 * has: { source: { values: ["CNN", ...], of: [[0], [], ...] } }.
 */
var MunimentFilters = (function () {
  'use strict';

  var FEW = 8; // values of a filter shown before "more"
  var MANY = 40; // values that "more" adds
  var UNKNOWN = 'unknown'; // the value of a year or language that a report does not give

  /* A report has one year and one language, so two ticked mean either; it names many people, so
     two ticked mean both. */
  var LIST = [
    { key: 'source', label: 'Source', needsAll: false },
    { key: 'person', label: 'Person', needsAll: true },
    { key: 'organization', label: 'Organisation', needsAll: true },
    { key: 'place', label: 'Place', needsAll: true },
    { key: 'year', label: 'Year', needsAll: false, order: newestFirst },
    { key: 'language', label: 'Language', needsAll: false, word: languageName },
    { key: 'status', label: 'Status', needsAll: false }
  ];

  var page = document.documentElement.lang || 'en';
  var unfolded = {}; // filter to how many of its values are shown

  /** Of what was found, what passes all that is chosen; and for each filter how many reports each
      value would give: with all filters on, or, where values are alternatives, all but its own. */
  function narrow(found, parts, chosen) {
    var counts = {};
    var tests = new Map(parts.map(function (part) {
      return [part, LIST.map(function (filter) { return testOf(part, filter, chosen[filter.key]); })];
    }));
    LIST.forEach(function (filter) { counts[filter.key] = new Map(); });
    var matches = found.filter(function (each) {
      var own = tests.get(each.part);
      var failed = own.filter(function (test) { return !test.passes(each.report); });
      if (failed.length === 0) {
        own.forEach(function (test) { test.count(each.report, counts); });
      } else if (failed.length === 1 && !failed[0].needsAll) {
        failed[0].count(each.report, counts);
      }
      return failed.length === 0;
    });
    return { matches: matches, counts: counts };
  }

  function testOf(part, filter, values) {
    var table = part.filters[filter.key] || { values: [], of: [] };
    var wanted = values.map(function (value) { return table.values.indexOf(value); });
    return {
      needsAll: filter.needsAll,
      passes: function (report) {
        var has = table.of[report] || [];
        var is = function (value) { return has.indexOf(value) >= 0; };
        return !wanted.length || (filter.needsAll ? wanted.every(is) : wanted.some(is));
      },
      count: function (report, counts) {
        (table.of[report] || []).forEach(function (number) {
          var value = table.values[number];
          counts[filter.key].set(value, (counts[filter.key].get(value) || 0) + 1);
        });
      }
    };
  }

  /** Writes the filters into `box`, below a note of what was counted, and leaves the keyboard where it
      was. */
  function show(box, counts, chosen, note) {
    var focused = box.contains(document.activeElement) ? document.activeElement : null;
    box.textContent = '';
    if (note) { box.append(element('p', note, 'small')); }
    LIST.forEach(function (filter) {
      var counted = counts[filter.key];
      chosen[filter.key].forEach(function (value) { counted.set(value, counted.get(value) || 0); });
      var values = Array.from(counted).sort(filter.order || mostFirst);
      if (values.length) { box.append(fieldset(filter, values, chosen[filter.key])); }
    });
    if (focused) { refocus(box, focused.name, focused.value); }
  }

  function mostFirst(one, other) { return other[1] - one[1] || (one[0] < other[0] ? -1 : 1); }

  function newestFirst(one, other) {
    if (one[0] === UNKNOWN || other[0] === UNKNOWN) { return one[0] === UNKNOWN ? 1 : -1; }
    return one[0] < other[0] ? 1 : -1;
  }

  function fieldset(filter, values, ticked) {
    var group = document.createElement('fieldset');
    var most = unfolded[filter.key] || FEW;
    group.append(element('legend', filter.label));
    values.forEach(function (pair, place) {
      if (place < most || ticked.indexOf(pair[0]) >= 0) { group.append(choice(filter, pair[0], pair[1], ticked)); }
    });
    if (ticked.length > 1) {
      group.append(element('p', filter.needsAll ? 'reports with all of these' : 'reports with any of these', 'small'));
    }
    if (values.length > most) {
      var more = element('button', (values.length - most).toLocaleString(page) + ' more');
      more.type = 'button';
      more.name = filter.key;
      group.append(more);
    }
    return group;
  }

  function choice(filter, value, many, ticked) {
    var label = document.createElement('label');
    var tick = document.createElement('input');
    tick.type = 'checkbox';
    tick.name = filter.key;
    tick.value = value;
    tick.checked = ticked.indexOf(value) >= 0;
    label.append(tick, ' ', element('bdi', filter.word ? filter.word(value) : value), ' ', element('span', many.toLocaleString(page), 'num'));
    return label;
  }

  /** The same control among the new ones; where it is gone, the first of its group. */
  function refocus(box, name, value) {
    var group = Array.from(box.querySelectorAll('input, button')).filter(function (each) { return each.name === name; });
    var same = group.find(function (each) { return each.value === value; }) || group[0];
    if (same) { same.focus({ preventScroll: true }); }
  }

  /** Shows more values of a filter from now on. */
  function unfold(key) {
    unfolded[key] = (unfolded[key] || FEW) + MANY;
  }

  function languageName(tag) {
    if (tag === UNKNOWN) { return tag; }
    try {
      return new Intl.DisplayNames([page], { type: 'language' }).of(tag) || tag;
    } catch (error) {
      return tag; // not a language tag, or a browser without the names
    }
  }

  function element(kind, text, name) {
    var made = document.createElement(kind);
    made.textContent = text;
    if (name) { made.className = name; }
    return made;
  }

  return { LIST: LIST, narrow: narrow, show: show, unfold: unfold };
})();
