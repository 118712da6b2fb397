/* An engine on a server: only sites that have one load this script. What it is asked is in src/model/service.rs. */

var FIRST = 5, PAGE = 10; // results at a time
var PATIENCE = 3000, PAUSE = 60000; // ms: for one answer; without asking, after none came

function filled(template, values) {
  return template.replace(/%([a-z]+)%/g, function (_, name) { return values[name]; });
}

/* → {total, documents, groups, series}, whichever engine says it; the last two count hits. */
function ask(remote, text, filter, from, size) {
  return Promise.race([
    fetch(remote.url, {
      method: 'POST', credentials: 'omit', headers: remote.headers,
      body: filled(remote.question, { text: JSON.stringify(text), filter: filter, from: from, size: size }),
    }).then(function (response) { return response.json(); }),
    new Promise(function (_, reject) { setTimeout(reject, PATIENCE); }),
  ]).then(function (got) {
    var hits = got.hits, counts = got.facetDistribution; // Meilisearch's, else OpenSearch's
    function count(field) {
      if (counts) return counts[field];
      return got.aggregations[field].buckets.reduce(function (all, bucket) { all[bucket.key] = bucket.doc_count; return all; }, {});
    }
    return {
      total: counts ? got.estimatedTotalHits : hits.total.value,
      documents: counts ? hits : hits.hits.map(function (hit) { return hit._source; }),
      groups: count('groups'), series: count('series'),
    };
  });
}

/* What `query` answers, from the manifest's `remote`; null when it cannot or finds nothing: the local index is asked
   then, which also knows what sounds alike. `show` and `help`: as the local engine does it. */
async function fromServer(manifest, text, wanted, question, show, help) {
  var remote = manifest.remote, next = FIRST, filter = [];
  if (Date.now() < remote.rest || !question.pieces.length) return null;
  var series = manifest.series.map(function (entry) { return entry[1].slice(0, -1); });
  function only(field, value) { if (value) filter.push(filled(remote.condition, { field: field, value: value })); }
  function results(got) {
    return got.documents.map(function (own) {
      var sections = own.sections.map(function (section) { return [section.anchor, section.heading, section.text]; });
      var groups = manifest.groups.filter(function (group) { return own.groups.indexOf(group[0]) >= 0; });
      return show([own.path, own.title, series.indexOf(own.series), own.unreviewed, own.summary, '', '', sections], groups, question);
    });
  }
  only('groups', wanted.group);
  only('series', series[wanted.series]);
  try {
    var asked = ask(remote, text, [], 0, FIRST);
    var both = await Promise.all([asked, filter.length ? ask(remote, text, filter, 0, FIRST) : asked]), all = both[0], got = both[1];
    return all.total && {
      results: results(got), total: got.total, near: 0, all: all.total, approximate: got.total > FIRST, counts: all.groups,
      series: manifest.series.map(function (entry, i) {
        return { number: i, title: entry[0], count: all.series[series[i]] };
      }).filter(function (entry) { return entry.count; }),
      help: await help, also: [],
      hasMore: function () { return next < got.total; },
      more: function () {
        // What follows may fail: the list then ends here.
        return ask(remote, text, filter, (next += PAGE) - PAGE, PAGE).then(results).catch(function () { next = got.total; return []; });
      },
    };
  } catch (failed) {
    remote.rest = Date.now() + PAUSE;
    return null;
  }
}

global.BaodianRemote = fromServer;
