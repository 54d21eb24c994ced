/* Loads what the search needs, the same over http and from a disk.
 *
 * A page opened from a disk may run scripts beside it and read nothing else, so all data comes as
 * scripts that call munimentPack (publish/packs.py writes them).
 *
 *   MunimentPacks.load('PART/core.js')   the promise of what it packs
 *   MunimentPacks.lost()                 how many could not be loaded so far
 */
var munimentPack = function (value) {
  'use strict';
  document.currentScript.packed = value;
};

var MunimentPacks = (function () {
  'use strict';

  var MOST = 200; // packs that are kept, some 30 kB each; the browser has the others at hand
  var folder = new URL('../pagefind/', document.currentScript.src).href;
  var kept = new Map(); // path to the promise of what it packs; the last ones used are last
  var lost = 0;

  function load(path) {
    var pack = kept.get(path) || run(path);
    kept.delete(path);
    kept.set(path, pack);
    if (kept.size > MOST) { kept.delete(kept.keys().next().value); }
    return pack;
  }

  /** Runs pagefind/PATH, and gives what it packed. */
  function run(path) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = folder + path;
      script.onload = function () {
        script.remove();
        if (script.packed === undefined) { script.onerror(); } else { resolve(script.packed); }
      };
      script.onerror = function () {
        script.remove();
        kept.delete(path);
        lost += 1;
        reject(new Error('pagefind/' + path + ' cannot be loaded'));
      };
      document.head.appendChild(script);
    });
  }

  function bytesOf(base64) {
    var text = atob(base64);
    var bytes = new Uint8Array(text.length);
    for (var place = 0; place < text.length; place += 1) { bytes[place] = text.charCodeAt(place); }
    return bytes;
  }

  return { load: load, bytesOf: bytesOf, lost: function () { return lost; } };
})();
