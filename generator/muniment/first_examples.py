"""The files of judgement that an archive begins with and that hold nothing yet: each shows an example of itself.

The examples are of one report, seeds/my-report.txt, whose words stand in content/reviews/README.md.
"""

QUESTIONS = """\
# What is asked of the reports: how many there are of something, and which claims answer it. A claim is
# REPORT#CLAIM, the end of its own address on its report's page.
#
# - id: graves-izium            # small letters, digits and -; the page is figures/graves-izium.html
#   question: How many graves are there near Izium?
#   counted: [graves]           # words for what is counted: claims of the same are suggested
#   where: izium                # the id of a place
#   when: 2022-09               # a day, month or year, or FROM/TO (EDTF)
#   claims: [my-report#c-6f78fb35]
#   # beside: [my-report#c-01234567]   # what stands beside the question, and is counted nowhere
#   note: What the editors have to say about it.
"""

CORRECTIONS = """\
# What was changed in what had been published, when it concerns the archive as a whole or several reports. What
# concerns one report stands in its review, under revisions:. Never tell what was taken back.
#
# - date: 2022-10-01
#   reason: Places are spelled as the official registers have them.
#   reports: [my-report]        # ids; leave it out where it is about all of them
#   note: Nothing else of them was changed.
"""

WITHHELD = """\
# People who are named nowhere in what is published. Keep this file out of a public repository (.gitignore lists it).
# Whoever builds without it publishes every name: withheld: true in settings.yaml stops a build that lacks it.
#
# - names: [Ivan Petrenko, Іван Петренко, Івана Петренка, Іванові Петренку]   # each spelling, each case
#   reason: name of a private person   # readers see it; it must not tell who
#   date: 2022-10-01                   # if the corrections shall tell of it
#   not: [Ivana Petrenko]              # somebody else, whose name is nearly the same
"""

REVIEWS = """\
# What was decided on each report

A review of `seeds/my-report.txt` is `my-report.yaml` in this folder: `muniment review my-report` asks, one key a
decision, and writes it. Where the report is

```
At least 440 graves were found near Izium on Friday, Mayor Valerii Marchenko said.
```

and Izium and its mayor are among the names of `content/entities`, it may say:

```yaml
seed: 2a293986fe98f8e47ec2d09594f09a3e4ed1b7e4fa21a2a8738546fd52ac2d67   # sha256sum seeds/my-report.txt
reviewer: your-name             # a pseudonym is fine
date: 2022-10-01
complete: true                  # all of the report was looked at, also for what no rule found
decisions:
- accept: claim
  exact: At least 440 graves    # its words, as they stand in the text
  count: ">= 440"
  what: graves
  where: izium
  when: 2022-09-16
  speaker: valerii-marchenko
  fate: found
- accept: mention
  exact: Valerii Marchenko
  entity: valerii-marchenko
  role: Mayor
```

What holds words back stands in the same file: `redact`, `graphic`, `embargo_until`, `publish`, `withdrawn`. A file here
that cannot be understood holds its report back until it is mended.
"""
