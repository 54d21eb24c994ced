/* One result of the search: a report's title, what is known of it, and the sentence that answers.
 *
 * Everything shown comes from reports, which are not trusted: it goes in as text, never as HTML.
 *
 *   MunimentResults.itemOf(record, words, typed)   a list item; `words` are the numbers of the words found
 */
var MunimentResults = (function () {
  'use strict';

  var MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  function itemOf(record, words, typed) {
    var item = make('li', 'hit');
    var title = make('h2');
    var link = make('a', '', record.title || record.address);
    link.href = record.address;
    title.dir = 'auto';
    title.append(link);
    item.append(title, about(record, words, typed));
    var passage = MunimentPassages.passageOf(record.paragraphs, words, record.language);
    if (passage) { item.append(record.graphic.includes(passage.paragraph) ? folded(record, passage) : quotation(record, passage)); }
    return item;
  }

  /** What is found by graphic words is shown without them. */
  function folded(record, passage) {
    var line = make('p', 'small', 'A graphic passage, folded in the report ');
    line.append(place(record, passage));
    return line;
  }

  function place(record, passage) {
    var number = passage.paragraph + 1;
    var link = make('a', 'small', 'p' + number);
    link.href = record.address + '#p' + number;
    link.setAttribute('aria-label', 'p' + number + ' of ' + (record.title || record.address));
    return link;
  }

  function about(record, words, typed) {
    var line = make('p', 'small');
    var time = make('time', '', dateWords(record.date));
    var spelling = words.length ? '' : MunimentPassages.spellingOf(record.names, typed);
    if (record.date) { time.dateTime = record.date; }
    line.append(record.date ? time : make('span', 'unknown', 'date unknown'));
    if (record.date && record.dateStatus === 'suggested') { line.append(' ', status('suggested')); }
    line.append(' · ');
    if (record.source) { line.append(isolated(record.source), ' ', status(record.sourceStatus));
    } else { line.append(make('span', 'unknown', 'publisher unknown')); }
    if (record.titleKind !== 'title') { line.append(' · no title, ' + record.titleKind + ' ', status('suggested'));
    } else if (record.titleStatus === 'suggested') { line.append(' · title ', status('suggested')); }
    if (spelling) { line.append(' · here also: ', isolated(spelling)); }
    return line;
  }

  function quotation(record, passage) {
    var line = make('p', 'e');
    if (record.language) { line.lang = record.language; }
    line.dir = 'auto';
    line.append(passage.isCutBefore ? '… ' : '');
    passage.tokens.forEach(function (token) {
      var word = /^(\p{P}*)(.*?)(\p{P}*)$/su.exec(token.text);
      line.append(word[1], token.isFound && word[2] ? make('mark', '', word[2]) : word[2], word[3], token.space);
    });
    line.append(passage.isCutAfter ? '… ' : ' ', place(record, passage));
    return line;
  }

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

  return { itemOf: itemOf };
})();
