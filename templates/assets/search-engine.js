/* The search itself: Pagefind over every part of the index, the same over http and from a disk.
 *
 * A page opened from a disk may run scripts beside it and read nothing else, so all data comes as
 * scripts that call munimentPack (publish/packs.py writes them). Pagefind's own worker is one of
 * them: it is run here as a function, and this file gives it what it takes for its globals.
 *
 *   MunimentSearch.open()      every part of the archive: dates and filters of its reports
 *   MunimentSearch.warm()      makes the first question quick
 *   MunimentSearch.find(text)  the reports that have all its words and "phrases", each with a score
 *   MunimentSearch.text(found) what to show of one of them
 *   MunimentSearch.fold(text)  text as it is compared: one apostrophe, no marks, lower case
 */
var munimentPack = function (value) {
  'use strict';
  document.currentScript.packed = value;
};

var MunimentSearch = (function () {
  'use strict';

  var folder = new URL('../pagefind/', document.currentScript.src).href;
  var loading = {};
  var engines = {};
  var indexes = {};
  var opened = null;
  var asked = 0;
  var lost = 0;
  var silent = { log: nothing, warn: nothing, error: nothing };

  /* The same scripts as in publish/searched_words.py: they write no spaces between words. */
  var UNSPACED = '\\u0e00-\\u0eff\\u0f00-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u312f\\u31a0-\\u31bf' +
    '\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9d\\u{20000}-\\u{3ffff}';
  var ONE_UNSPACED = new RegExp('[' + UNSPACED + ']', 'u');
  var AROUND_UNSPACED = new RegExp('([' + UNSPACED + ']\\p{M}*)', 'gu');
  var APOSTROPHES = /[`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201b\u2032\u2035\uff07]/g;
  var UNSEEN = /[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;
  var PHRASES = /["\u00ab\u00bb\u201c\u201d\u201e\u201f]([^"\u00ab\u00bb\u201c\u201d\u201e\u201f]+)["\u00ab\u00bb\u201c\u201d\u201e\u201f]/g;

  function nothing() {}

  /** Runs pagefind/PATH once, and gives what it packed. */
  function load(path) {
    loading[path] = loading[path] || new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = folder + path;
      script.onload = function () {
        script.remove();
        if (script.packed === undefined) { script.onerror(); } else { resolve(script.packed); }
      };
      script.onerror = function () {
        script.remove();
        delete loading[path];
        lost += 1;
        reject(new Error('pagefind/' + path + ' cannot be loaded'));
      };
      document.head.appendChild(script);
    });
    return loading[path];
  }

  function bytesOf(base64) {
    var text = atob(base64);
    var bytes = new Uint8Array(text.length);
    for (var place = 0; place < text.length; place += 1) { bytes[place] = text.charCodeAt(place); }
    return bytes;
  }

  /** What Pagefind takes for fetch: its paths are /PART/index/HASH.pf_index and the like. */
  function fetchPack(url) {
    var path = /^\/([^/]+)\/(?:index\/)?([^/?]+)/.exec(url);
    var part = path[1];
    var name = path[2];
    if (name === 'pagefind-entry.json') {
      return load(part + '/core.js').then(function (core) {
        return { json: function () { return Promise.resolve(core.entry); } };
      });
    }
    return packOf(part, name).then(function (base64) {
      return { arrayBuffer: function () { return Promise.resolve(bytesOf(base64).buffer); } };
    });
  }

  function packOf(part, name) {
    if (/^wasm\./.test(name)) { return load(name.replace(/\.pagefind$/, '.js')); }
    if (/\.pf_index$/.test(name)) { return load(part + '/' + name.replace(/\.pf_index$/, '.js')); }
    return load(part + '/core.js').then(function (core) { return core.files[name]; });
  }

  /** Pagefind with the WebAssembly of one language: it can hold one only. Gives a way to ask it. */
  function engineFor(wasm) {
    engines[wasm] = engines[wasm] || Promise.all([load('engine.js'), load('wasm.' + wasm + '.js')]).then(function (packs) {
      var listener = nothing;
      var waiting = {};
      var port = {
        addEventListener: function (kind, hear) { listener = hear; },
        postMessage: function (answer) {
          var settle = waiting[answer.id];
          delete waiting[answer.id];
          if (answer.error) { settle.reject(new Error(answer.error)); } else { settle.resolve(answer.result); }
        }
      };
      packs[0](port, fetchPack, undefined, undefined, undefined, silent);
      return {
        first: null,
        ask: function (index, method, values) {
          return new Promise(function (resolve, reject) {
            asked += 1;
            waiting[asked] = { resolve: resolve, reject: reject };
            listener({ data: { id: asked, instanceId: index, method: method, args: values } });
          });
        }
      };
    }).catch(function (error) {
      delete engines[wasm];
      throw error;
    });
    return engines[wasm];
  }

  function open() {
    opened = opened || load('parts.js').then(function (parts) {
      return Promise.all(parts.map(function (each) {
        return load(each[0] + '/core.js').then(function (core) { return partFrom(each[0], core); });
      }));
    }).catch(function (error) {
      opened = null;
      throw error;
    });
    return opened;
  }

  function partFrom(name, core) {
    var reports = new Map();
    core.pages.forEach(function (page, report) { reports.set(page, report); });
    return {
      name: name, dates: core.dates, filters: core.filters, texts: core.texts, reports: reports,
      languages: core.entry.languages
    };
  }

  /** Each part has one index for each language in it. */
  function indexesOf(parts) {
    return parts.reduce(function (all, part) {
      return all.concat(Object.keys(part.languages).map(function (language) {
        return { part: part, language: language, wasm: part.languages[language].wasm || 'unknown' };
      }));
    }, []);
  }

  /** A way to ask one index. The first of an engine must be ready before the next begins: two that
      load the WebAssembly at once would each have half of it. */
  function asker(index) {
    var name = index.part.name + '/' + index.language;
    indexes[name] = indexes[name] || engineFor(index.wasm).then(function (engine) {
      var options = { basePath: '/' + index.part.name + '/', baseUrl: '/', language: index.language, metaCacheTag: '' };
      var begin = function () {
        return engine.ask(name, 'init', [options]).then(function () { return engine.ask(name, 'enterPlaygroundMode', []); });
      };
      var ready = engine.first ? engine.first.then(begin) : begin();
      engine.first = engine.first || ready;
      return ready.then(function () {
        return function (method, values) { return engine.ask(name, method, values); };
      });
    }).catch(function (error) {
      delete indexes[name];
      throw error;
    });
    return indexes[name];
  }

  /** Makes every index ready before the first question; what fails here fails again there. */
  function warm() {
    open().then(function (parts) { indexesOf(parts).map(asker).forEach(function (ready) { ready.catch(nothing); }); }).catch(nothing);
  }

  /** After a file was lost, Pagefind believes that it has it: it must begin anew. */
  function forget() {
    Object.keys(indexes).forEach(function (name) {
      indexes[name].then(function (ask) { return ask('destroy', []); }).catch(nothing);
      delete indexes[name];
    });
  }

  /** 'Izium "signs of torture" 马里乌' is Izium, and two phrases. */
  function questionsIn(text) {
    var phrases = [];
    var rest = clean(text).replace(PHRASES, function (whole, phrase) {
      phrases.push(spaced(phrase));
      return ' ';
    });
    var words = rest.split(/\s+/).filter(function (word) {
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

  function spaced(text) {
    return text.replace(AROUND_UNSPACED, ' $1 ').replace(/[^\p{L}\p{N}\p{M}_\s'-]/gu, '').replace(/\s+/g, ' ').trim();
  }

  function fold(text) {
    return clean(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  }

  /** One index, all questions: for each question what Pagefind answers. */
  function askIndex(index, questions) {
    return asker(index).then(function (ask) {
      return Promise.all(questions.map(function (question) {
        return ask('search', [question, {}]).then(function (answer) {
          answer.results.forEach(function (result) { ask('releaseData', [result.data]); });
          return answer;
        });
      }));
    }).then(function (answers) { return { index: index, answers: answers }; });
  }

  /* Pagefind would rather find something than nothing: a word that an index does not have is left
     out of the question there, or stands for a shorter one ("Izium" for "i"). With many indexes
     each would be lenient by itself, so what it says it matched is held against what was asked.
     Words that no index has may stand for shorter ones, as long as half of them is there. */

  /** How well a report's matched words answer each word asked: 2 begins with it, 1 begins it. */
  function matchOf(result, keywords) {
    var matched = (result.scores || []).map(function (score) { return plain(score.search_term); });
    (result.verbose_meta_scores || []).forEach(function (score) { matched = matched.concat(score.matched_terms.map(plain)); });
    return keywords.map(function (keyword) {
      if (matched.some(function (word) { return word.startsWith(keyword); })) { return 2; }
      var least = Math.max(3, keyword.length / 2);
      return matched.some(function (word) { return word.length >= least && keyword.startsWith(word); }) ? 1 : 0;
    });
  }

  function plain(word) { return word.normalize('NFD').replace(/\p{M}/gu, ''); }

  /** The reports of one index that answer every question, with their scores added up. */
  function answering(asked, needed) {
    var found = new Map();
    asked.answers.forEach(function (answer, number) {
      answer.results.forEach(function (result, place) {
        var report = asked.index.part.reports.get(result.id);
        var known = found.get(report);
        if (answer.matches && !answer.matches[place].every(function (match, word) { return match >= needed[word]; })) { return; }
        if (number === 0) {
          found.set(report, { part: asked.index.part, report: report, score: result.score, words: result.words, answers: 1 });
        } else if (known && known.answers === number) {
          known.answers += 1;
          known.score += result.score;
          known.words = known.words.concat(result.words);
        }
      });
    });
    return Array.from(found.values()).filter(function (each) { return each.answers === asked.answers.length; });
  }

  /** The loose question comes first, if there is one; phrases are exact. */
  function merge(all, hasLoose) {
    var needed = [];
    if (hasLoose) {
      all.forEach(function (asked) {
        var answer = asked.answers[0];
        var keywords = (answer.search_keywords || []).map(plain);
        answer.matches = answer.results.map(function (result) { return matchOf(result, keywords); });
        answer.matches.forEach(function (matches) {
          matches.forEach(function (match, word) { needed[word] = Math.max(needed[word] || 1, match); });
        });
      });
    }
    return [].concat.apply([], all.map(function (asked) { return answering(asked, needed); }));
  }

  function find(text) {
    var questions = questionsIn(text);
    var before = lost;
    return open().then(function (parts) {
      if (!questions.length) { return text.trim() ? [] : everything(parts); }
      return Promise.all(indexesOf(parts).map(function (index) { return askIndex(index, questions); })).then(function (all) {
        return merge(all, questions[0][0] !== '"');
      });
    }).then(function (found) {
      if (lost > before) { throw new Error('a part of the search index cannot be loaded'); }
      return found;
    }).catch(function (error) {
      forget();
      throw error;
    });
  }

  function everything(parts) {
    return parts.reduce(function (all, part) {
      return all.concat(part.dates.map(function (date, report) {
        return { part: part, report: report, score: 0, words: [] };
      }));
    }, []);
  }

  function text(found) {
    var number = 0;
    while (found.part.texts[number + 1] <= found.report) { number += 1; }
    return load(found.part.name + '/text-' + number + '.js').then(function (pack) {
      var row = pack[found.report - found.part.texts[number]];
      return {
        address: row[0], title: row[1], source: row[2], language: row[3], names: row[4], paragraphs: row[5],
        date: found.part.dates[found.report]
      };
    });
  }

  return { open: open, warm: warm, find: find, text: text, fold: fold };
})();
