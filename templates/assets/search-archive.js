/* The archive's parts, asked from one end of time to the other.
 *
 *   MunimentSearch.open()           the list of the parts, oldest first: { folder, number, reports }
 *   MunimentSearch.begin(text, isOldestFirst)
 *                                   a quest for the reports that have all words and "phrases" of a text
 *   MunimentSearch.read(found)      what to show of one of them
 *   MunimentSearch.warm(reports)    makes the first question to the parts of so many of the newest reports quick
 *
 *   quest.take(reports, isSameRound)
 *                                   asks the next parts, until they have so many reports, and gives the quest again:
 *   quest.found                     [{ part, report, score, round, words, match }]: number of the report in its part,
 *                                   numbers of the words found, and how well they match (MunimentWords.matchOf), at least
 *   quest.parts, quest.reports      the parts that were asked, and how many reports they have
 *   quest.isDone                    whether all were
 *   quest.stop()                    asks no more
 */
var MunimentSearch = (function () {
  'use strict';

  var opened = null; // the promise of all parts

  function nothing() {}

  function open() {
    opened = opened || MunimentPacks.load('parts.js').then(function (list) {
      return list.map(function (each, number) {
        return { folder: each[0], number: number, reports: each[1], words: each[2], loading: null };
      });
    }).catch(function (error) {
      opened = null;
      throw error;
    });
    return opened;
  }

  /** The part with its core: { core, dates, filters, texts, pages: Map of Pagefind's names }. */
  function loadPart(part) {
    part.loading = part.loading || MunimentPacks.load(part.folder + '/core.js').then(function (core) {
      part.core = core;
      part.dates = core.dates;
      part.filters = core.filters;
      part.texts = core.texts;
      part.pages = new Map(core.pages.map(function (page, report) { return [page, report]; }));
      part.indexes = MunimentIndexes.of(part);
      return part;
    }).catch(function (error) {
      part.loading = null;
      throw error;
    });
    return part.loading;
  }

  /** What fails here fails again, and is said, at the first question. */
  function warm(reports) {
    return open().then(function (parts) {
      return Promise.all(nextOf(parts.slice().reverse(), reports).map(function (part) {
        return loadPart(part).then(function () { return Promise.all(part.indexes.map(MunimentIndexes.begin)); });
      }));
    }).catch(nothing);
  }

  function begin(text, isOldestFirst) {
    var questions = MunimentWords.questionsIn(text);
    var quest = {
      text: text, isOldestFirst: isOldestFirst, questions: questions, isBlank: !text.trim(), hasWords: questions.length > 0 && questions[0][0] !== '"',
      keywords: {}, isWide: false, isStopped: false, isDone: false,
      left: null, parts: [], reports: 0, answers: [], found: [], round: 0, last: Promise.resolve()
    };
    MunimentIndexes.tidy();
    quest.stop = function () { quest.isStopped = true; };
    quest.take = function (reports, isSameRound) { return take(quest, reports, isSameRound); };
    return quest;
  }

  /** Takes from the beginning of a list of parts those that have so many reports. */
  function nextOf(parts, reports) {
    var many = 0;
    while (many < parts.length && reports > 0) {
      reports -= parts[many].reports;
      many += 1;
    }
    return parts.splice(0, many);
  }

  function take(quest, reports, isSameRound) {
    var before = MunimentPacks.lost();
    quest.last = quest.last.then(open).then(function (all) {
      quest.left = quest.left || (quest.isOldestFirst ? all.slice() : all.slice().reverse());
      quest.round += isSameRound ? 0 : 1;
      var round = quest.round;
      var parts = quest.isStopped ? [] : nextOf(quest.left, reports);
      return Promise.all(parts.map(function (part) { return askPart(quest, part, round); })).then(function (answers) {
        if (MunimentPacks.lost() > before) { throw new Error('a part of its index cannot be loaded'); }
        return add(quest, parts, [].concat.apply([], answers), all);
      });
    }).catch(function (error) {
      MunimentIndexes.forget(); // after a script was lost, Pagefind believes that it has it
      throw error;
    });
    return quest.last;
  }

  /** What a part answers: for each of its indexes one answer to each question. */
  function askPart(quest, part, round) {
    return loadPart(part).then(function () {
      if (!quest.questions.length) { return [{ part: part, round: round, answers: [] }]; }
      return Promise.all(part.indexes.map(function (index) {
        return Promise.all(quest.questions.map(function (question) {
          return MunimentIndexes.ask(index, question, quest);
        })).then(function (answers) { return { part: part, round: round, reports: index.reports, answers: answers }; });
      }));
    });
  }

  function add(quest, parts, answers, all) {
    quest.parts = quest.parts.concat(parts);
    quest.reports += parts.reduce(function (sum, part) { return sum + part.reports; }, 0);
    quest.answers = quest.answers.concat(answers);
    quest.found = merge(quest, all);
    quest.isDone = !quest.left.length || !(quest.isBlank || quest.questions.length);
    if (!quest.isDone || quest.isWide || !quest.hasWords || quest.found.length || quest.isStopped) { return quest; }
    return widen(quest, all);
  }

  /** Nothing has all the words: each may stand for a shorter one. */
  function widen(quest, all) {
    var parts = quest.parts;
    quest.isWide = true;
    return Promise.all(parts.map(function (part) { return askPart(quest, part, quest.round); })).then(function (answers) {
      quest.answers = [].concat.apply([], answers);
      quest.found = merge(quest, all);
      return quest;
    });
  }

  function merge(quest, all) {
    if (!quest.questions.length) { return quest.isBlank ? everything(quest) : []; }
    if (quest.hasWords) { weigh(quest, all); }
    return [].concat.apply([], quest.answers.map(answering));
  }

  function everything(quest) {
    return [].concat.apply([], quest.answers.map(function (each) {
      return each.part.dates.map(function (date, report) {
        return { part: each.part, report: report, score: 0, round: each.round, words: [] };
      });
    }));
  }

  /** Of the results for the words, keeps those that match well enough, and gives them scores that can
      be compared. */
  function weigh(quest, all) {
    var needed = [];
    quest.answers.forEach(function (each) { sift(each, needed); });
    var archive = {
      reports: all.reduce(function (sum, part) { return sum + part.reports; }, 0),
      words: all.reduce(function (sum, part) { return sum + part.words; }, 0)
    };
    quest.answers.forEach(function (each) {
      each.results = each.matched.filter(function (one) {
        return one.matches.every(function (match, word) { return match >= (quest.isWide ? Math.min(2, needed[word]) : 2); });
      });
      each.counts = MunimentRanking.countsIn(each.answers[0], each.reports);
      each.isSure = each.results.length > 0;
    });
    var frequencies = MunimentRanking.frequencies(quest.answers).map(function (count) {
      return count * archive.reports / quest.reports; // of the parts not asked yet, the same is expected
    });
    var typed = MunimentWords.typedIn(quest.questions[0]);
    quest.answers.forEach(function (each) {
      var question = { keywords: each.keywords, typed: typed, frequencies: frequencies };
      each.results.forEach(function (one) { one.score = MunimentRanking.score(one.result, question, archive); });
    });
  }

  /** For each result of an index how well it matches each word, and in `needed` the best of all. */
  function sift(each, needed) {
    each.keywords = (each.answers[0].query_term_idfs || []).map(function (one) { return one.term; });
    each.matched = each.matched || each.answers[0].results.map(function (result) {
      var words = (result.scores || []).map(function (score) { return score.search_term; });
      words = words.concat.apply(words, (result.verbose_meta_scores || []).map(function (field) { return field.matched_terms; }));
      var matches = each.keywords.map(function (keyword) {
        return Math.max.apply(null, words.map(function (word) { return MunimentWords.matchOf(word, keyword); }));
      });
      return { result: result, matches: matches };
    });
    each.matched.forEach(function (one) {
      one.matches.forEach(function (match, word) { needed[word] = Math.max(needed[word] || 1, match); });
    });
  }

  /** The reports of one index that answer every question, with their scores added up. A phrase counts the same
      wherever it stands: to one that is in no text Pagefind gives the weight of any field that has it, as
      chance will have it. */
  function answering(each) {
    var found = new Map();
    each.answers.forEach(function (answer, number) {
      var results = number === 0 && each.results ? each.results : answer.results.map(function (result) {
        return { result: result, score: 1 };
      });
      results.forEach(function (one) {
        var report = each.part.pages.get(one.result.id);
        var known = found.get(report);
        if (number === 0) {
          found.set(report, {
            part: each.part, report: report, score: one.score, round: each.round, words: one.result.words, answers: 1,
            match: Math.min.apply(null, [3].concat(one.matches || []))
          });
        } else if (known && known.answers === number) {
          known.answers += 1;
          known.score += one.score;
          known.words = known.words.concat(one.result.words);
        }
      });
    });
    return Array.from(found.values()).filter(function (one) { return one.answers === each.answers.length; });
  }

  function read(found) {
    var number = 0;
    while (found.part.texts[number + 1] <= found.report) { number += 1; }
    return MunimentPacks.load(found.part.folder + '/text-' + number + '.js').then(function (pack) {
      var row = pack[found.report - found.part.texts[number]];
      return {
        address: row[0], title: row[1], source: row[2], language: row[3], names: row[4], paragraphs: row[5],
        titleStatus: row[6][0], dateStatus: row[6][1], sourceStatus: row[6][2], titleKind: row[6][3],
        graphic: row[7],
        date: found.part.dates[found.report]
      };
    });
  }

  return { open: open, warm: warm, begin: begin, read: read };
})();
