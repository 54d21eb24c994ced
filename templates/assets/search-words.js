/* What a reader types, as the search index knows it: the same words as publish/searched_words.py
 * makes of the texts.
 */
var MunimentWords = (function () {
  'use strict';

  /* Scripts that write no spaces between words. */
  var UNSPACED = '\\u0e00-\\u0eff\\u0f00-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u312f\\u31a0-\\u31bf' +
    '\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9d\\u{20000}-\\u{3ffff}';
  var ONE_UNSPACED = new RegExp('[' + UNSPACED + ']', 'u');
  var EACH_UNSPACED = new RegExp('([' + UNSPACED + ']\\p{M}*)', 'gu');
  var APOSTROPHES = /[`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201b\u2032\u2035\uff07]/g;
  var UNSEEN = new RegExp('[\\u0000-\\u0008\\u000e-\\u001b\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u200c-\\u200f' +
    '\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff]', 'g');
  var PHRASES = /["«»“”„‟]([^"«»“”„‟]+)["«»“”„‟]/g;

  /** 'Izium "signs of torture" 马里乌' is the word Izium and two phrases. The words come first. */
  function questionsIn(text) {
    var phrases = [];
    var rest = clean(text).replace(PHRASES, function (whole, phrase) {
      phrases.push(spaced(phrase));
      return ' ';
    });
    var words = rest.split(/\s+/).map(bare).filter(function (word) {
      if (!ONE_UNSPACED.test(word)) { return /[\p{L}\p{N}_]/u.test(word); }
      phrases.push(spaced(word));
      return false;
    });
    var questions = phrases.filter(Boolean).map(function (phrase) { return '"' + phrase + '"'; });
    return words.length ? [words.join(' ')].concat(questions) : questions;
  }

  function clean(text) {
    return text.normalize('NFC').replace(APOSTROPHES, "'").replace(UNSEEN, '').replace(/\p{S}/gu, '');
  }

  /** The index has no underscores around its words. */
  function bare(word) { return word.replace(/^_+|_+$/g, ''); }

  function spaced(text) {
    return text.replace(EACH_UNSPACED, ' $1 ').replace(/[^\p{L}\p{N}\p{M}_\s'-]/gu, '').split(/\s+/).map(bare).join(' ').trim();
  }

  function fold(text) {
    return unmarked(clean(text)).toLowerCase();
  }

  function unmarked(text) {
    return text.normalize('NFD').replace(/\p{M}/gu, '');
  }

  /* Pagefind would rather find something than nothing: a word that an index does not have is left
     out of the question there, or stands for a shorter one ("Izium" for "i"). With many indexes
     each would be lenient by itself, so what it says it matched is held against what was asked.
     Where nothing has a word, it may stand for a shorter one, of which there is at least half. */

  /** How well a word of the index answers a keyword: 3 when it is the same, 2 when it begins with it and
      that is more than a letter, 1 when it is the beginning of it. */
  function matchOf(word, keyword) {
    if (word === keyword) { return 3; }
    if (keyword.length > 1 && word.startsWith(keyword)) { return 2; }
    return word.length >= leastOf(keyword) && keyword.startsWith(word) ? 1 : 0;
  }

  /** How much of a keyword must be there. */
  function leastOf(keyword) { return Math.max(3, Math.ceil(keyword.length / 2)); }

  /** The words of a question as they were typed, the way Pagefind compares them. */
  function typedIn(question) {
    return unmarked(question.toLocaleLowerCase()).replace(/[\p{Pd}\p{Pe}\p{Pf}\p{Pi}\p{Po}\p{Ps}]/gu, '').split(/\s+/).filter(Boolean);
  }

  return {
    questionsIn: questionsIn, fold: fold, matchOf: matchOf, leastOf: leastOf, typedIn: typedIn
  };
})();
