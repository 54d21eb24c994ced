/* Which passage of a report a search result shows: the sentence with the most of the words found.
 *
 * Words are numbered through the whole text, as publish/searched_words.py parts them: at a space,
 * and at a ZERO WIDTH SPACE in scripts that write none.
 */
var MunimentPassages = (function () {
  'use strict';

  var NEAR = 20; // words within which found ones are one spot, and kept around it when a sentence is long
  var LONGEST = 60; // words of a sentence, past which it is cut
  var MOST = 20000; // words of a paragraph, past which no sentences are looked for

  /** { paragraph: its number from 0, isCutBefore, isCutAfter, tokens: [{ text, space, isFound }] },
      or null for a report without text. */
  function passageOf(paragraphs, words, language) {
    var spot = bestSpot(paragraphs, words);
    if (!paragraphs[spot.paragraph]) { return null; }
    var tokens = tokensOf(paragraphs[spot.paragraph]);
    var range = sentenceAround(tokens, spot.word, language);
    return {
      paragraph: spot.paragraph,
      isCutBefore: range.isCut && range.from > 0,
      isCutAfter: range.isCut && range.to < tokens.length,
      tokens: tokens.slice(range.from, range.to).map(function (token, place) {
        return { text: token.text, space: token.space, isFound: spot.words.has(range.from + place) };
      })
    };
  }

  function bestSpot(paragraphs, words) {
    var places = Array.from(new Set(words)).sort(function (one, other) { return one - other; });
    var best = { paragraph: Math.max(0, paragraphs.findIndex(Boolean)), word: 0, words: new Set(), size: 0 };
    var start = 0;
    paragraphs.forEach(function (paragraph, number) {
      var end = start + (paragraph ? paragraph.split(/[ \u200b]/).length : 0);
      var inside = places.filter(function (place) { return place >= start && place < end; });
      var last = 0;
      inside.forEach(function (place, first) {
        while (last < inside.length && inside[last] - place < NEAR) { last += 1; }
        if (last - first > best.size) {
          best = { paragraph: number, word: place - start, words: relative(inside, start), size: last - first };
        }
      });
      start = end;
    });
    return best;
  }

  function relative(places, start) {
    return new Set(places.map(function (place) { return place - start; }));
  }

  function tokensOf(paragraph) {
    var pieces = paragraph.split(/([ \u200b])/);
    var tokens = [];
    for (var place = 0; place < pieces.length; place += 2) {
      tokens.push({ text: pieces[place], space: pieces[place + 1] === ' ' ? ' ' : '' });
    }
    return tokens;
  }

  function sentenceAround(tokens, word, language) {
    var from = 0;
    var to = tokens.length;
    sentenceStarts(tokens, language).forEach(function (start) {
      if (start <= word) { from = start; }
      if (start > word && start < to) { to = start; }
    });
    if (to - from <= LONGEST) { return { from: from, to: to, isCut: false }; }
    var low = Math.max(from, word - NEAR);
    return { from: low, to: Math.min(to, low + 2 * NEAR), isCut: true };
  }

  /** The numbers of the words that begin a sentence, but for the first. */
  function sentenceStarts(tokens, language) {
    var starts = new Set();
    if (!window.Intl || !Intl.Segmenter || tokens.length > MOST) { return []; }
    try {
      var segmenter = new Intl.Segmenter(language || undefined, { granularity: 'sentence' });
      var text = tokens.map(function (token) { return token.text + token.space; }).join('');
      Array.from(segmenter.segment(text)).forEach(function (sentence) { starts.add(sentence.index); });
    } catch (error) {
      return []; // a language tag that is none
    }
    var place = 0;
    return tokens.reduce(function (numbers, token, number) {
      if (number && starts.has(place)) { numbers.push(number); }
      place += token.text.length + token.space.length;
      return numbers;
    }, []);
  }

  /** Of the other names in a report, the one that was typed, when no word of its text was. */
  function spellingOf(names, typed) {
    var words = MunimentWords.fold(typed).split(/[^\p{L}\p{N}]+/u).filter(function (word) { return word.length > 1; });
    return names.find(function (name) {
      var folded = MunimentWords.fold(name);
      return words.some(function (word) { return folded.includes(word); });
    }) || '';
  }

  return { passageOf: passageOf, spellingOf: spellingOf };
})();
