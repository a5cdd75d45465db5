"""A site of creator briefs in a few lines, for tests that change one of them."""

SITE = """
-- sites/kites/site.yaml --
name: Kites
url: https://go.kites.example/
theme: studio
secret: nobody guesses this one
company: {legal_name: Kites Ltd, privacy_url: https://kites.example/privacy}
attribution:
  onelink: https://kites.onelink.me/A1b2
  defaults: {media_source: kites_landing, campaign: always-on}
pixels: {tiktok: C1ABCDEFG2HIJKLMNOP3}
consent: {mode: ask}
banner: {text: Faster in the app, rating: 4.8}
robots: index
"""

BRIEF = """
-- sites/kites/pages/brief.md --
---
type: creator-brief
title: Catch the wind
campaign: {name: Catch the wind, brand: Kites}
creator: {handle: "@mara.sky", name: Mara}
invite_links: https://invite.example/c/1
posting: {deadline: 2030-03-20}
---
"""

ROWS = """
-- sites/kites/pages/brief.md --
---
type: creator-brief
title: Catch the wind
catalogue: {file: data/creators.csv, key: handle}
path: "briefs/{{ row.handle }}"
language: "{{ row.language }}"
campaign: {name: Catch the wind, brand: Kites}
creator: {handle: "{{ row.handle }}", name: "{{ row.name }}"}
posts: "{{ row.posts }}"
invite_links: "{{ row.links }}"
campaign_code: "{{ row.code }}"
posting: {deadline: "{{ row.deadline }}"}
authorization: {days: 30}
disclosure: "#ad"
---
-- sites/kites/data/creators.csv --
handle,name,language,posts,links,code,deadline
mara.sky,Mara,en,2,https://invite.example/c/1,KITE-MARA,2030-03-20
omar_wind,عمر,ar,1,https://invite.example/c/2,,2030-03-21
lea.luft,"Léa ""Lu"", Luft",fr,11,https://invite.example/c/3 https://invite.example/c/4,,2030-03-22
"""

ACCOUNT = """
-- sites/kites/pages/account.md --
---
type: account-link
title: Your account
account: "@mara.sky"
asker: {brand: Kites, company: Kites Ltd}
until: 2030-06-30
contact: {name: Jonas}
---
"""
