"""The files that an archive begins with, each of which shows what may be written in it."""

from muniment.first_examples import CORRECTIONS, QUESTIONS, REVIEWS, WITHHELD

SETTINGS = """\
# The settings of this archive. A line that begins with # is left out: it shows a setting with the
# value that it has when nothing is said. Take the # away, and the space after it, to say something.

title: An archive of reports
# description: ""          # one or two sentences, shown on the home page and in previews
# url: ""                  # where the site will live, such as https://example.org/archive; feeds, the
#                          # site map and previews need it
# language: en             # of the archive's own words (BCP 47)
# author: ""               # who keeps the archive, for feeds and citations

# findings: rules          # rules: look for names, dates, quotes and claims in the texts
#                          # stated: keep only what the reports state in fields of their own
# require: ""              # reviewed: publish only reports whose review says complete: true, and of them only what
#                          # was looked at; verified: of these only what somebody signed, too
# coarsen:                 # decimals of a degree that are told of coordinates which reports state; 1 is some 10 km
# withheld: false          # true: publish nothing where content/withheld.yaml, whom to name nowhere, is missing
# entity_pages_from: 2     # how many reports must name somebody before they get a page
# page_length: 100         # reports on one page of a list
# search: true             # false leaves out the site's own search
# origin: ""               # the name of the log, which stays for ever, such as example.org/archive; seal needs it
# stamps: []               # whom to ask for time stamps: {name: short-name, url: https://…}, each with its
#                          # certificate in content/keys/authorities/short-name.pem
# reviewers: 1             # how many people must sign a review before it is verified
# largest_seed: 25000000   # bytes; a larger file is refused
# ignore: []               # patterns of files below seeds/ to pass over, such as ["drafts/*", "*.tmp"]

# Where a field is found in the records of JSONL and CSV files, and in front matter: a name
# (headline), a path (place.name, links.0), or a path with * for each item (topics.*.name). source is
# who published the report, and url where: not what it only cites.
# fields:
#   id: id
#   text: text
#   title: title
#   date: date
#   language: language
#   url: url
#   source: source
#   author: author
#   tags: tags
#   people: people
#   organizations: organizations
#   places: places
#   entities: entities
#   summary: summary
#   latitude: latitude
#   longitude: longitude
"""

PEOPLE = """\
# The people whom reports name, each with every spelling. A name listed here is linked to one page
# in every report, in every script; two names are one person only when they stand in one entry.
#
# - id: valerii-marchenko              # small letters, digits and -; the page is people/valerii-marchenko.html
#   name: Valerii Marchenko            # as readers know them
#   names: [Valeriy Marchenko, Валерій Марченко]   # or by language: {en: Valeriy Marchenko, uk: Валерій Марченко}
#   roles:
#     - {role: Mayor, organization: Izium City Council, since: 2015}   # and until:, an id or words, YYYY-MM-DD
#   description: What a reader needs to know, in a sentence.
#   url: https://example.org/about-them
#   former: [v-marchenko]              # ids it had before: each keeps a page that leads here
"""

ORGANIZATIONS = """\
# The organisations that reports name. An outlet or agency that publishes belongs in sources.yaml.
#
# - id: national-police-ukraine
#   name: National Police of Ukraine
#   names: {uk: Національна поліція України}
#   # part_of: ministry-of-internal-affairs  # the id of another entry
#   party: the Ukrainian state               # whose side it speaks from: words, or the id of an entry
"""

PLACES = """\
# The places that reports name. Coordinates are degrees, latitude then longitude (WGS 84), of the
# centre; say in content/pages/about.md where they are from.
#
# - id: izium
#   name: Izium
#   names: {en: Izyum, uk: Ізюм, ru: Изюм}
#   coordinates: [49.2088, 37.2485]
#   precision: 5 km              # how far from there it may lie
#   not: [Izium Raion]           # what looks like it, and is another
#   # part_of: kharkiv-region      # the id of another entry
"""

SOURCES = """\
# Who publishes: outlets, agencies, ministries, channels. Their ids and those of entities/ are one
# list: no id may stand in both.
#
# - id: censor-net
#   name: Censor.NET
#   names: [Цензор.НЕТ]
#   kind: outlet                # in your own word: outlet, agency, ministry, channel
#   owner: who owns it
#   party: whose side or whose ownership it speaks from
#   url: https://censor.net
"""

EVENTS = """\
# What happened, as you put it together from reports; the timeline keeps it apart from what they tell.
# A date is a day, month or year, or FROM/TO, after which ? is uncertain, ~ approximate, % both; an end
# that is .. is open, and one that is not there is unknown (EDTF, ISO 8601-2).
#
# - id: exhumation-begins       # small letters, digits and -
#   title: The exhumation begins
#   date: 2022-09-16            # or 2022-09, 2022-09-14?, 2022-09~, 2022-03/.., 2022-09-18/2022-10-02~
#   where: izium                # the id of a place
#   people: [valerii-marchenko] # and organizations: ids of those who took part
#   description: What happened, in a few sentences.
#   reports: [my-report]        # ids of those that tell of it
#   note: What the date rests on, and what is not sure.
"""

ABOUT = """\
---
title: About this archive
order: 10
---
This archive keeps reports byte for byte as they were received, and shows beside the words of each what
it says: who, where, when, how many, and who passes it on from whom.

## Who keeps it

Its keepers have not yet written here who they are, how they choose what they keep, and how to reach them. Until
they do, judge the archive by its evidence alone: each report's page gives the bytes and their SHA-256.

## What it does not prove

That a report is kept here shows that somebody received these bytes. It does not show that the outlet named in them
served them, and it does not show that what they say is true. Two outlets that quote one official are one origin,
not two.

## Credit

Where places lie, as far as it is suggested, is from [GeoNames](https://www.geonames.org/), used under the
[Creative Commons Attribution 4.0](https://creativecommons.org/licenses/by/4.0/) licence. Names are found with its help
and that of lists from the Unicode CLDR, Faker and mimesis (MIT licence), the US Census and Webster's Second (public
domain), and wordfreq
([CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)).
"""

METHOD = """\
---
title: How this archive works
order: 20
---
## Three folders

Everything here comes from three folders that keep to their roles. **Evidence** is the reports as received; nothing
changes them. **Judgement** is what the editors wrote: whom a name belongs to, where a place lies. **Publication** is
this site, made from the other two by a program, Muniment; delete it and the same bytes come back.

## Four words for how sure a value is

| word | what it means |
|---|---|
| stated | the report's own file says so, in a field of its own, or the one who collected it does |
| suggested | rules found it in the text, and nobody has looked at it yet |
| reviewed | a named editor accepted, corrected or added it |
| verified | reviewed, and signed with a key that the archive lists |

Read what is *suggested* as a finding aid, not as a finding.

## How names and dates are read

A name in the editors' list is linked to its page, in all its spellings. Other names are found by their shape and the
words around them. Two spellings are never joined because they look alike; they are only proposed, as “perhaps the
same”, and an editor joins them or keeps them apart. A word like “Sunday” is read from the report's own date; where a
report states none, it is left unplaced.

## How places get their coordinates

An editor gives them, or a report states them in a field of its own; those always win. Otherwise they may be
*suggested*: GeoNames has a place of that name, and the report says which one it means, by the country or region beside
the name or elsewhere in it; or one place of that name has ten times the people of the next. Where none of this holds,
or reports mean different places, none are given. A suggested point is hollow and dotted on a map: nobody has looked at
it yet.

## How to check a report yourself

Each report's page links to its bytes and gives their SHA-256. Download the file and run `sha256sum` on it
(`shasum -a 256` on a Mac, `certutil -hashfile FILE SHA256` on Windows): the same digits mean the same bytes.
`SHA256SUMS`, at the root of this site, lists every file in the same way.
"""

CONTACT = """\
---
title: Contact and requests
order: 30
---
Anyone may write to the keepers of this archive: who is named or shown in a report, who published one, who knows that
something here is wrong. You need not say more than it takes to find what you mean.

## How to reach the keepers

| way | address |
|---|---|
| e-mail | *not written yet* |
| post | *not written yet* |
| in confidence, and with which key | *not written yet* |

The keepers fill in the right column, and strike out what they do not offer.

## What can be asked for

- **A correction** of what the archive says of a report: a name, a date, a place, who published it. The report itself
  stays as it was received.
- **A redaction**: a name or a passage is no longer shown, and neither is the file that holds it.
- **That a report be withdrawn**, whole. A page stays at its address that says so, with the reason and nothing else.
- **That you are named nowhere here**, if you are a private person and it may harm you or your family.
- **A warning** before a passage that should not be met unprepared.
- **Who holds the rights** to a text: it can be shown as an excerpt, or only listed.

Give the address of the page. Say what should change, and why, as far as you wish to tell. Nobody has to prove who they
are to point out an error.

## How a request is handled

1. Somebody answers within *how many, not written yet* days, and says who decides.
2. What may endanger a person is hidden first, and decided then.
3. The decision is made by *whom, not written yet*, and told to you with its reasons.
4. What was changed in what had been published is listed among the corrections, with the day and the reason, and
   without the words that were taken back.

Letters are kept by *whom and how long, not written yet*, apart from the archive, and never published. The archive
cannot call back copies that others have made; it tells those whom it knows to have one.
"""

ATTRIBUTES = """\
# Evidence and its site are bytes: a checkout that changes line ends changes evidence.
seeds/** -text
content/** -text
site/** -text
"""

IGNORED = """\
# .cache/ holds what is redacted, too, and withheld.yaml the names of those who are to be named nowhere.
/.cache/
/site/
/content/withheld.yaml
# Where what is held back must not be read in a public repository, take the # and the space away: seeds/ has every word
# of the reports, and content/texts/ has those of saved pages.
# /seeds/
# /content/texts/
# The log belongs into git, whatever a list of one's own ignores everywhere, such as log/.
!/content/log/
!/content/log/**
"""

README = """\
# An archive of reports

Put reports into `seeds/` (.txt, .md, .html, .jsonl, .csv), or let `muniment add FILE --url ADDRESS` do it; never edit
them. Names, sources and pages are yours to write in `content/`; `muniment build` makes the site in `site/`.

Saved pages (.html) are read with the extra `html` of the program: `pip install '.[html]'` in its checkout. Without
it each of them is named, and left out.
"""

FILES = {
    "content/settings.yaml": SETTINGS,
    "content/entities/people.yaml": PEOPLE,
    "content/entities/organizations.yaml": ORGANIZATIONS,
    "content/entities/places.yaml": PLACES,
    "content/sources.yaml": SOURCES,
    "content/events.yaml": EVENTS,
    "content/questions.yaml": QUESTIONS,
    "content/corrections.yaml": CORRECTIONS,
    "content/withheld.yaml": WITHHELD,
    "content/reviews/README.md": REVIEWS,
    "content/pages/about.md": ABOUT,
    "content/pages/method.md": METHOD,
    "content/pages/contact.md": CONTACT,
    "seeds/.gitkeep": "",
    ".gitattributes": ATTRIBUTES,
    ".gitignore": IGNORED,
    "README.md": README,
}
