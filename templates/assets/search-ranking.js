/* In what order reports answer a question of words: Pagefind's own ranking, but with the numbers of
 * the whole archive in place of those of one part.
 *
 * That is BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
 * 2009) with Pagefind's usual weights, and what it adds: words near to the one asked count more, and
 * so do those of a title.
 *
 *   MunimentRanking.frequencies(answers)                how many reports have each word
 *   MunimentRanking.score(result, question, archive)    how well a result answers
 */
var MunimentRanking = (function () {
  'use strict';

  var SATURATION = 1.4; // k1
  var LENGTH = 0.75; // b
  var AS_TYPED = 1.8; // for a word that begins like the one typed, or is its beginning
  var FIELDS = { title: 5 }; // others count once
  var WEIGHT = 24 / 25; // publish/pagefind.py has all words weigh 25; Pagefind's usual 24 counts once

  /** In one index: how many of its reports have each keyword, by what Pagefind says of its rarity. */
  function countsIn(answer, reports) {
    return (answer.query_term_idfs || []).map(function (each) {
      return Math.max(0, Math.round((reports + 1) / Math.exp(each.idf) - 0.5));
    });
  }

  /** For each keyword the number of reports in all indexes that have it. `answers` has for each index
      { reports, counts, isSure }: where nothing was found with all the words, Pagefind may have
      counted a shorter word for one that is not there. Such a count is believed when it is no
      surprise beside what is sure. */
  function frequencies(answers) {
    var usual = [];
    answers.forEach(function (each) {
      if (!each.isSure) { return; }
      each.counts.forEach(function (count, word) { usual[word] = Math.max(usual[word] || 0, count / each.reports); });
    });
    return usual.map(function (rate, word) {
      return answers.reduce(function (sum, each) {
        var count = each.counts[word] || 0;
        return sum + (each.isSure || count <= 2 * rate * each.reports ? count : 0);
      }, 0);
    });
  }

  function rarity(reports, count) { return Math.log((reports + 1) / (count + 0.5)); }

  /** `question` is { keywords, typed, frequencies }, `archive` { reports, words }. */
  function score(result, question, archive) {
    var rarities = question.frequencies.map(function (count) { return rarity(archive.reports, Math.min(count, archive.reports)); });
    var all = rarities.reduce(function (sum, each) { return sum + each; }, 0);
    var length = result.params ? result.params.document_length / (archive.words / archive.reports) : 1;
    var total = (result.scores || []).reduce(function (sum, each) {
      var number = keywordOf(each.search_term, question.keywords);
      var often = each.params.weighted_term_frequency * WEIGHT * each.params.length_bonus;
      var frequency = (SATURATION + 1) * often / (SATURATION * (1 - LENGTH + LENGTH * length) + often);
      return sum + rarities[number] * frequency * (isAsTyped(each.search_term, question.typed[number]) ? AS_TYPED : 1);
    }, 0);
    return (result.verbose_meta_scores || []).reduce(function (sum, field) {
      var matched = new Set(field.matched_terms.map(function (word) { return keywordOf(word, question.keywords); }));
      var part = Array.from(matched).reduce(function (some, number) { return some + rarities[number]; }, 0);
      return sum + (FIELDS[field.field_name] || 1) * part * (part / all) * (part / all);
    }, total);
  }

  /** The number of the keyword that a word of the index was found for. */
  function keywordOf(word, keywords) {
    var number = keywords.findIndex(function (keyword) { return word.startsWith(keyword); });
    if (number < 0) { number = keywords.findIndex(function (keyword) { return keyword.startsWith(word); }); }
    return Math.max(0, number);
  }

  function isAsTyped(word, typed) {
    return Boolean(typed) && (word.startsWith(typed) || typed.startsWith(word));
  }

  return { countsIn: countsIn, frequencies: frequencies, score: score };
})();
