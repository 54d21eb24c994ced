/* Pagefind, asked one index at a time: each part of the archive has one for each language in it.
 *
 * Pagefind's own worker is a script that is run here as a function, and this file gives it what it
 * takes for its globals.
 *
 *   MunimentIndexes.of(part)                       the indexes of a part
 *   MunimentIndexes.begin(index)                   makes the first question quick
 *   MunimentIndexes.ask(index, question, quest)    what it answers, once all that it needs is there
 *   MunimentIndexes.forget()                       begins anew, without what was read so far
 *   MunimentIndexes.tidy()                         the same, when that is much
 */
var MunimentIndexes = (function () {
  'use strict';

  var MOST_READ = 16e6; // characters of packed index, past which Pagefind, which forgets nothing, begins anew
  var LONGEST_TURN = 12; // milliseconds of work, after which the page may answer the reader
  var engines = {}; // name of a WebAssembly to the promise of a Pagefind
  var indexes = {}; // part and language to the promise of a way to ask that index
  var cores = {}; // part to its core
  var asked = 0;
  var read = 0;
  var turn = Promise.resolve();
  var since = 0; // when the page last could answer the reader
  var channel = new MessageChannel(); // to oneself: a timer would wait 4 milliseconds
  var silent = { log: nothing, warn: nothing, error: nothing };

  function nothing() {}

  function indexesOf(part) {
    return Object.keys(part.core.entry.languages).map(function (language) {
      var name = part.folder + '/' + language;
      var packs = part.core.words[language] || [];
      return {
        name: name, part: part, language: language, wasm: part.core.entry.languages[language].wasm || 'unknown',
        reports: part.core.entry.languages[language].page_count, pieces: [].concat.apply([], packs)
      };
    });
  }

  /** What Pagefind takes for fetch. It asks for /PART/index/LANGUAGE_HASH.pf_index and the like. */
  function fetchFor(wasm) {
    return function (url) {
      var path = /^\/([^/]+)\/(?:index\/)?([^/?]+)/.exec(url);
      if (/^wasm\./.test(path[2])) { return Promise.resolve(response(wasm)); }
      var core = cores[path[1]];
      if (path[2] === 'pagefind-entry.json') {
        return Promise.resolve({ json: function () { return Promise.resolve(core.entry); } });
      }
      if (core.files[path[2]]) { return Promise.resolve(response(MunimentPacks.bytesOf(core.files[path[2]]))); }
      return pieceOf(path[1], core, path[2].replace(/\.pf_index$/, ''));
    };
  }

  function response(bytes) {
    return { arrayBuffer: function () { return Promise.resolve(bytes.buffer); } };
  }

  function pieceOf(part, core, piece) {
    var language = piece.split('_')[0];
    var number = core.words[language].findIndex(function (pack) {
      return pack.some(function (pair) { return pair[0] === piece; });
    });
    return MunimentPacks.load(part + '/words-' + language + '-' + number + '.js').then(function (pack) {
      read += pack[piece].length;
      return response(MunimentPacks.bytesOf(pack[piece]));
    });
  }

  /** Pagefind with the WebAssembly of one language: one of them cannot hold two. */
  function engineFor(name) {
    engines[name] = engines[name] || Promise.all([
      MunimentPacks.load('engine.js'), MunimentPacks.load('wasm.' + name + '.js')
    ]).then(function (packs) {
      var listener = nothing;
      var waiting = {};
      var port = {
        addEventListener: function (kind, hear) { listener = hear; },
        postMessage: function (answer) {
          var settle = waiting[answer.id];
          delete waiting[answer.id];
          if (settle && answer.error) { settle.reject(new Error(answer.error)); }
          if (settle && !answer.error) { settle.resolve(answer.result); }
        }
      };
      packs[0](port, fetchFor(MunimentPacks.bytesOf(packs[1])), undefined, undefined, undefined, silent);
      return {
        first: null, // the promise of its first index
        tell: function (index, method, values) { listener({ data: { id: 0, instanceId: index, method: method, args: values } }); },
        ask: function (index, method, values) {
          return new Promise(function (resolve, reject) {
            asked += 1;
            waiting[asked] = { resolve: resolve, reject: reject };
            listener({ data: { id: asked, instanceId: index, method: method, args: values } });
          });
        }
      };
    }).catch(function (error) {
      delete engines[name];
      throw error;
    });
    return engines[name];
  }

  /** A way to ask one index. The first of an engine must be ready before the next begins: two that
      set up the WebAssembly at once would each have half of it. */
  function begin(index) {
    cores[index.part.folder] = index.part.core;
    indexes[index.name] = indexes[index.name] || engineFor(index.wasm).then(function (engine) {
      var start = function () { return beginIndex(engine, index); };
      var ready = engine.first ? engine.first.then(start) : start();
      engine.first = engine.first || ready;
      return ready.then(function () {
        return {
          loaded: new Set(), // names of pieces that were asked for by name
          ask: function (method, value) { return engine.ask(index.name, method, [value, {}]); },
          release: function (result) { engine.tell(index.name, 'releaseData', [result.data]); }
        };
      });
    }).catch(function (error) {
      delete indexes[index.name];
      delete engines[index.wasm];
      throw error;
    });
    return indexes[index.name];
  }

  /** In its playground Pagefind tells which words it matched, and how often they are there. */
  function beginIndex(engine, index) {
    var options = { basePath: '/' + index.part.folder + '/', baseUrl: '/', language: index.language, metaCacheTag: '' };
    return engine.ask(index.name, 'init', [options]).then(function () {
      return engine.ask(index.name, 'enterPlaygroundMode', []);
    });
  }

  /** What an index answers to a question. Of the pieces of the index Pagefind itself reads those where
      a word would stand; here it is made to read all that have a word which begins like it. `quest`
      keeps what words became in each language, and says whether it was given up, or is wide: then
      shorter words count too. */
  function ask(index, question, quest) {
    var language = index.language + ' ' + question;
    return begin(index).then(function (open) {
      var known = quest.keywords[language];
      var ready = known ? Promise.all(readPieces(open, index, known, quest)) : open.ask('preload', question);
      return ready.then(function () { return inTurn(quest, open, question); }).then(function (answer) {
        quest.keywords[language] = (answer.query_term_idfs || []).map(function (each) { return each.term; });
        var missing = readPieces(open, index, quest.keywords[language], quest);
        return missing.length ? Promise.all(missing).then(function () { return inTurn(quest, open, question); }) : answer;
      });
    });
  }

  /** Has the pieces read that may hold a word that begins with a keyword; a single letter is but a
      word. In a wide quest, also those with the words that a keyword begins with. */
  function readPieces(open, index, keywords, quest) {
    var missing = [];
    keywords.forEach(function (keyword) {
      var least = quest.isWide ? keyword.slice(0, MunimentWords.leastOf(keyword)) : keyword;
      var most = keyword.length > 1 ? keyword + '\uffff' : keyword;
      index.pieces.forEach(function (pair, number) {
        var next = index.pieces[number + 1];
        if (pair[1] > most || (next && next[1] <= least) || open.loaded.has(pair[0])) { return; }
        open.loaded.add(pair[0]);
        missing.push(open.ask('preload', pair[1]));
      });
    });
    return missing;
  }

  /** One index after the other, with a pause for the reader when it took long. */
  function inTurn(quest, open, question) {
    var mine = turn.then(pause).then(function () {
      return quest.isStopped ? { results: [] } : open.ask('search', question);
    }).then(function (answer) {
      answer.results.forEach(open.release);
      return answer;
    });
    turn = mine.catch(nothing);
    return mine;
  }

  function pause() {
    if (performance.now() - since < LONGEST_TURN) { return undefined; }
    return new Promise(function (resolve) {
      channel.port1.onmessage = function () {
        since = performance.now();
        resolve();
      };
      channel.port2.postMessage(null);
    });
  }

  function forget() {
    engines = {};
    indexes = {};
    read = 0;
  }

  /** Before a quest: what is not of use any more goes. */
  function tidy() { if (read > MOST_READ) { forget(); } }

  return { of: indexesOf, begin: begin, ask: ask, forget: forget, tidy: tidy };
})();
