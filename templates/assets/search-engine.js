/* The search itself: Pagefind over every part of the index, the same over http and from a disk.
 *
 * A page opened from a disk may run scripts beside it and read nothing else, so all data comes as
 * scripts that call munimentPack (publish/packs.py writes them). Pagefind's own worker is one of
 * them: it is run here as a function, and this file gives it what it takes for its globals.
 *
 *   MunimentSearch.open()       every part of the archive: the dates and filters of its reports
 *   MunimentSearch.warm()       makes the first question quick
 *   MunimentSearch.find(text)   the reports that have all its words and "phrases", with scores
 *   MunimentSearch.read(found)  what to show of one of them
 */
var munimentPack = function (value) {
  'use strict';
  document.currentScript.packed = value;
};

var MunimentSearch = (function () {
  'use strict';

  var folder = new URL('../pagefind/', document.currentScript.src).href;
  var loading = {}; // path to the promise of what it packs
  var engines = {}; // name of a WebAssembly to the promise of a Pagefind
  var indexes = {}; // part and language to the promise of a way to ask that index
  var opened = null;
  var asked = 0;
  var lost = 0; // scripts that could not be loaded
  var silent = { log: nothing, warn: nothing, error: nothing };

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

  /** What Pagefind takes for fetch. It asks for /PART/index/HASH.pf_index and the like. */
  function fetchPack(url) {
    var path = /^\/([^/]+)\/(?:index\/)?([^/?]+)/.exec(url);
    if (path[2] === 'pagefind-entry.json') {
      return load(path[1] + '/core.js').then(function (core) {
        return { json: function () { return Promise.resolve(core.entry); } };
      });
    }
    return packOf(path[1], path[2]).then(function (base64) {
      return { arrayBuffer: function () { return Promise.resolve(bytesOf(base64).buffer); } };
    });
  }

  function packOf(part, name) {
    if (/^wasm\./.test(name)) { return load(name.replace(/\.pagefind$/, '.js')); }
    return load(part + '/core.js').then(function (core) {
      if (!/\.pf_index$/.test(name)) { return core.files[name]; }
      var piece = name.replace(/\.pf_index$/, '');
      var number = core.words.findIndex(function (pieces) { return pieces.indexOf(piece) >= 0; });
      return load(part + '/words-' + number + '.js').then(function (pack) { return pack[piece]; });
    });
  }

  /** Pagefind with the WebAssembly of one language: one of them cannot hold two. */
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
        first: null, // the promise of its first index
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
      return Promise.all(parts.map(function (each, number) {
        return load(each[0] + '/core.js').then(function (core) { return partFrom(each[0], number, core); });
      }));
    }).catch(function (error) {
      opened = null;
      throw error;
    });
    return opened;
  }

  function partFrom(name, number, core) {
    var reports = new Map();
    core.pages.forEach(function (page, report) { reports.set(page, report); });
    return {
      name: name, number: number, dates: core.dates, filters: core.filters, texts: core.texts, reports: reports,
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
      set up the WebAssembly at once would each have half of it. */
  function asker(index) {
    var name = index.part.name + '/' + index.language;
    indexes[name] = indexes[name] || engineFor(index.wasm).then(function (engine) {
      var begin = function () { return beginIndex(engine, name, index); };
      var ready = engine.first ? engine.first.then(begin) : begin();
      engine.first = engine.first || ready;
      return ready.then(function () {
        return function (method, values) { return engine.ask(name, method, values); };
      });
    }).catch(function (error) {
      delete indexes[name];
      delete engines[index.wasm];
      throw error;
    });
    return indexes[name];
  }

  /** In its playground Pagefind tells which words it matched; see `matchOf`. */
  function beginIndex(engine, name, index) {
    var options = { basePath: '/' + index.part.name + '/', baseUrl: '/', language: index.language, metaCacheTag: '' };
    return engine.ask(name, 'init', [options]).then(function () { return engine.ask(name, 'enterPlaygroundMode', []); });
  }

  /** What fails here fails again, and is said, at the first question. */
  function warm() {
    return open().then(function (parts) { return Promise.all(indexesOf(parts).map(asker)); }).catch(nothing);
  }

  /** After a script was lost, Pagefind believes that it has it: it must begin anew. */
  function forget() {
    engines = {};
    indexes = {};
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
    }).then(function (answers) { return { part: index.part, answers: answers }; });
  }

  function merge(all, hasWords) {
    var needed = []; // for each word the best match that any report has
    if (hasWords) {
      all.forEach(function (each) {
        var keywords = (each.answers[0].search_keywords || []).map(MunimentWords.unmarked);
        each.matches = each.answers[0].results.map(function (result) { return MunimentWords.matchOf(result, keywords); });
        each.matches.forEach(function (matches) {
          matches.forEach(function (match, word) { needed[word] = Math.max(needed[word] || 1, match); });
        });
      });
    }
    return [].concat.apply([], all.map(function (each) { return answering(each, needed); }));
  }

  /** The reports of one index that answer every question, with their scores added up. */
  function answering(each, needed) {
    var found = new Map();
    each.answers.forEach(function (answer, number) {
      answer.results.forEach(function (result, place) {
        var report = each.part.reports.get(result.id);
        var known = found.get(report);
        if (number === 0) {
          if (each.matches && !each.matches[place].every(function (match, word) { return match >= needed[word]; })) { return; }
          found.set(report, { part: each.part, report: report, score: result.score, words: result.words, answers: 1 });
        } else if (known && known.answers === number) {
          known.answers += 1;
          known.score += result.score;
          known.words = known.words.concat(result.words);
        }
      });
    });
    return Array.from(found.values()).filter(function (one) { return one.answers === each.answers.length; });
  }

  function find(text) {
    var questions = MunimentWords.questionsIn(text);
    var before = lost;
    return open().then(function (parts) {
      if (!questions.length) { return text.trim() ? [] : everything(parts); }
      return Promise.all(indexesOf(parts).map(function (index) { return askIndex(index, questions); })).then(function (all) {
        return merge(all, questions[0][0] !== '"');
      });
    }).then(function (found) {
      if (lost > before) { throw new Error('a part of its index cannot be loaded'); }
      return found;
    }).catch(function (error) {
      forget();
      throw error;
    });
  }

  function everything(parts) {
    return parts.reduce(function (all, part) {
      return all.concat(part.dates.map(function (date, report) { return { part: part, report: report, score: 0, words: [] }; }));
    }, []);
  }

  function read(found) {
    var number = 0;
    while (found.part.texts[number + 1] <= found.report) { number += 1; }
    return load(found.part.name + '/text-' + number + '.js').then(function (pack) {
      var row = pack[found.report - found.part.texts[number]];
      return {
        address: row[0], title: row[1], source: row[2], language: row[3], names: row[4], paragraphs: row[5],
        titleStatus: row[6][0], dateStatus: row[6][1], sourceStatus: row[6][2],
        date: found.part.dates[found.report]
      };
    });
  }

  return { open: open, warm: warm, find: find, read: read };
})();
