"""The preview: sites served from memory to the browsers and phones of their author.

What it serves is what a build would publish, with one script in front of it by which the page
follows its sources and tells the inspector what it does. Nothing of it is ever part of a build.
"""
